// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nocache;

/** What happens to requests to read ahead. */
public enum CacheMode {
    /** They are not offered. */
    NONE,

    /** They become reads. */
    EMULATE,

    /** They succeed and do nothing. */
    NOP;

    static final String SYNTAX = "none|emulate|nop";

    /**
     * Reads a mode.
     *
     * @param text what a user wrote; as in nbdkit, {@code nop} can also be written {@code no-op}
     * @return the mode
     * @throws IllegalArgumentException if there is no such mode
     */
    public static CacheMode parse(String text) {
        return switch (text) {
            case "none" -> NONE;
            case "emulate" -> EMULATE;
            case "nop", "no-op" -> NOP;
            default -> throw new IllegalArgumentException("it can be none, emulate or nop, not '" + text + "'");
        };
    }
}
