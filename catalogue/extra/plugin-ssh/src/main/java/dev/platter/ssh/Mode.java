// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

/**
 * Permissions of a file.
 *
 * @param bits 0 to 0777 octal
 */
record Mode(int bits) {
    private static final int MOST = 0777;

    /** Reads a number as it is written in C: octal with a 0 in front. Called by the server. */
    public static Mode parse(String text) {
        int bits;
        try {
            bits = Integer.decode(text);
        } catch (NumberFormatException e) {
            bits = -1;
        }
        if (bits < 0 || bits > MOST) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a mode: write it in octal with a 0 in front, from 0 to 0777");
        }
        return new Mode(bits);
    }
}
