// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

/**
 * A port of TCP.
 *
 * @param number 1 to 65535
 */
record Port(int number) {
    private static final int HIGHEST = 65_535;

    /** Reads a number, or the name ssh. Called by the server. */
    public static Port parse(String text) {
        if (text.equals("ssh")) {
            return new Port(Target.USUAL_PORT);
        }
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > HIGHEST) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a port: they go from 1 to " + HIGHEST + ", and the only name is ssh");
        }
        return new Port(Integer.parseInt(text));
    }
}
