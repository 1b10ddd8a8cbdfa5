// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import dev.platter.libc.PipedProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs programs by the C library, which costs a third of the time. */
final class SpawnedPrograms implements Programs {
    private final Map<String, String> environment = new HashMap<>(System.getenv());

    /** @param folder that programs know as {@code $tmpdir} */
    SpawnedPrograms(Path folder) {
        environment.put("tmpdir", folder.toString());
    }

    @Override
    public Answer run(List<String> words, ByteBuffer input, int most, Function<Ending, AutoCloseable> ending)
            throws IOException {
        try (PipedProgram program = PipedProgram.start(words, environment, input.hasRemaining());
                AutoCloseable _ = ending.apply(() -> kill(program))) {
            PipedProgram.Result result = program.communicate(input, most);
            return new Answer(result.status(), result.output(), new String(result.errors(), StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The program before what it has started, which it would otherwise see ending, and go on. */
    private static void kill(PipedProgram program) {
        List<ProcessHandle> started = ProcessHandle.of(program.process()).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
        program.kill();
        started.forEach(ProcessHandle::destroyForcibly);
    }
}
