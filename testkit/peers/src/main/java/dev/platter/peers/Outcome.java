// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.peers;

/**
 * How a program ended.
 *
 * @param status its exit status
 * @param out what it wrote to its standard output, as UTF-8
 * @param err what it wrote to its standard error, as UTF-8
 */
public record Outcome(int status, String out, String err) {
    /**
     * Demands that the program succeeded.
     *
     * @return what it wrote to its standard output
     * @throws AssertionError if its status is not 0; the message has all that it wrote
     */
    public String success() {
        if (status != 0) {
            throw new AssertionError("exit status " + status + "\n" + out + err);
        }
        return out;
    }
}
