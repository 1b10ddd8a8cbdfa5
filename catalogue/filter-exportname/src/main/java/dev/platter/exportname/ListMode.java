// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exportname;

/** Which exports are listed. */
public enum ListMode {
    /** Those of the disk behind. */
    KEEP,

    /** The client is told that it may not see them. */
    ERROR,

    /** None. */
    EMPTY,

    /** That which the empty name stands for. */
    DEFAULTONLY,

    /** Those that the parameters name. */
    EXPLICIT
}
