// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A text file that is stored beside this class. */
final class StaticFile implements Resource {
    private final Answer answer;

    private StaticFile(Answer answer) {
        this.answer = answer;
    }

    static StaticFile read(String name, String contentType) {
        try (InputStream file = Objects.requireNonNull(StaticFile.class.getResourceAsStream(name), name)) {
            return new StaticFile(Answer.of(200, contentType, new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Answer answer(Asked asked) {
        return answer;
    }
}
