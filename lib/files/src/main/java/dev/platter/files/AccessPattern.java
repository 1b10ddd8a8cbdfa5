// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.libc.Advice;

/** The order in which clients will read, as far as the user knows: it decides how much the system reads ahead. */
public enum AccessPattern {
    /** The system decides. */
    NORMAL(Advice.NORMAL),
    /** In random order: nothing is read ahead. */
    RANDOM(Advice.RANDOM),
    /** From the beginning to the end: more is read ahead. */
    SEQUENTIAL(Advice.SEQUENTIAL);

    private final Advice advice;

    AccessPattern(Advice advice) {
        this.advice = advice;
    }

    Advice advice() {
        return advice;
    }
}
