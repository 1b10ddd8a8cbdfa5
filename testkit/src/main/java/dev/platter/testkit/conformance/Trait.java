// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

/** How a plugin or filter differs on purpose from a plain disk, so that the suite does not hold it against it. */
public enum Trait {
    /** What it reads as does not depend on what is written: null, pattern. */
    FIXED_CONTENT,

    /** Requests may fail that would succeed on a plain disk, and leave their range undefined: error. */
    FAILS_ON_PURPOSE,

    /** Its size may be another one each time that it is opened. */
    CHANGES_SIZE,

    /** Its list has exports that not everybody can open, or not at any time. */
    LISTS_MORE_THAN_IT_OPENS,

    /** FUA and flush are not passed on to the disk behind: {@code fuamode=discard}. */
    DROPS_FUA
}
