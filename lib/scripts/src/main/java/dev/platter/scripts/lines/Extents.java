// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts.lines;

import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.parameters.Size;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.NbdError;

/** Reads extents: one a line, with offset, length, and perhaps a type in numbers or words. */
public final class Extents {
    private Extents() {}

    /**
     * Reads them.
     *
     * @param script what the script is called in messages
     * @param text the lines; empty ones are skipped
     * @param sink takes the extents
     * @throws DiskException EIO if a line is not an extent; the message has it
     */
    public static void parse(String script, String text, ExtentSink sink) throws DiskException {
        for (String line : text.split("\n")) {
            if (line.isBlank()) {
                continue;
            }
            String[] words = line.strip().split("\\s+");
            if (words.length < 2) {
                throw new DiskException(
                        NbdError.EIO, script + ": extents: cannot parse '" + line + "'; write OFFSET LENGTH TYPE");
            }
            if (!sink.add(size(script, words[0]), size(script, words[1]), words.length > 2 ? type(words[2]) : 0)) {
                return;
            }
        }
    }

    private static long size(String script, String word) throws DiskException {
        try {
            return Size.parse(word).bytes();
        } catch (IllegalArgumentException e) {
            throw new DiskException(NbdError.EIO, script + ": extents: " + e.getMessage(), e);
        }
    }

    private static int type(String word) {
        if (word.chars().allMatch(Character::isDigit)) {
            return Integer.parseInt(word);
        }
        return (word.contains("hole") ? BlockStatus.HOLE : 0) | (word.contains("zero") ? BlockStatus.ZERO : 0);
    }
}
