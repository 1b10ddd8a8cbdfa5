// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

/**
 * Commands of a manual page that belong together.
 *
 * @param page the page's name
 * @param script the commands, as a shell takes them
 */
record ManualExample(String page, String script) {
    /** What a list of examples calls it. */
    String name() {
        return page + ": " + script.lines().findFirst().orElse("");
    }
}
