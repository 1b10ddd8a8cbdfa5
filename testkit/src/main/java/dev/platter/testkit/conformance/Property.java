// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

/** Something that holds for every plugin or filter. */
interface Property {
    /** What holds, as a failure prints it. */
    String name();

    /**
     * Tries to break it.
     *
     * @throws AssertionError if that has succeeded; the message says how
     * @throws Exception if something else went wrong, which is held against the subject too
     */
    void check(Trial trial) throws Exception;
}
