// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nozero;

/** What clients find of the fast zeroes of the disk behind. */
public enum FastZeroMode {
    /** Those of the disk behind; refusals where the filter writes the zeroes. */
    DEFAULT,

    /** Nothing. */
    NONE,

    /** Refusals: zeroes are never fast. */
    SLOW,

    /** Zeroes, whether they are fast or not. */
    IGNORE
}
