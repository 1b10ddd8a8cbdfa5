// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import dev.platter.libc.PipedProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs programs by the C library, which costs a third of the time. */
final class SpawnedPrograms implements Programs {
    private final Map<String, String> environment;

    SpawnedPrograms(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Answer run(List<String> words, ByteBuffer input, int most, Function<Ending, AutoCloseable> ending)
            throws IOException {
        try (PipedProgram program = PipedProgram.start(words, environment, input.hasRemaining());
                AutoCloseable _ = ending.apply(program::kill)) {
            PipedProgram.Result result = program.communicate(input, most);
            return new Answer(result.status(), result.output(), new String(result.errors(), StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
