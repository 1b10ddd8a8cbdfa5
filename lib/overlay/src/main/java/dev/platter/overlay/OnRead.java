// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.overlay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether what is read is kept: yes, no, or as long as a file exists.
 *
 * @param always whether it is kept whatever files there are
 * @param file the file; empty if no file decides
 */
public record OnRead(boolean always, Optional<Path> file) {
    private static final List<String> YES = List.of("1", "true", "t", "yes", "y", "on");
    private static final List<String> NO = List.of("0", "false", "f", "no", "n", "off");

    /**
     * Reads what a user wrote.
     *
     * @param text a yes or no in nbdkit's words, or an absolute path
     * @return what it means
     * @throws IllegalArgumentException if it is neither
     */
    public static OnRead parse(String text) {
        if (text.startsWith("/")) {
            return new OnRead(false, Optional.of(Path.of(text)));
        }
        String word = text.toLowerCase(Locale.ROOT);
        if (YES.contains(word) || NO.contains(word)) {
            return new OnRead(YES.contains(word), Optional.empty());
        }
        throw new IllegalArgumentException("could not decipher boolean (" + text
                + "): write true or false, or the absolute path of a file that decides by being there");
    }

    /**
     * Whether what is read now is kept. If a file decides, this looks for it, which may wait.
     *
     * @return whether it is
     */
    public boolean isOn() {
        return always || (file.isPresent() && Files.exists(file.get()));
    }

    /**
     * Whether {@link #isOn} can become true.
     *
     * @return whether it can
     */
    public boolean isPossible() {
        return always || file.isPresent();
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return file.map(Path::toString).orElse(Boolean.toString(always));
    }
}
