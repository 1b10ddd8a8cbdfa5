// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

/** A property that every plugin or filter must have. */
interface Property {
    /** The property as a sentence, as a failure prints it. */
    String name();

    /**
     * Tries to show that the property does not hold.
     *
     * @throws AssertionError if it does not hold; the message says how
     * @throws Exception if something else went wrong, which counts against the subject too
     */
    void check(Trial trial) throws Exception;
}
