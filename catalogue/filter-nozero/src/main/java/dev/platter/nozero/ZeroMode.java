// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nozero;

/** What clients find of the zeroes of the disk behind. */
public enum ZeroMode {
    /** Nothing: they write zeroes as any other data. */
    NONE,

    /** Zeroes that the filter writes as any other data. */
    EMULATE,

    /** Those of the disk behind, which is never allowed to make a hole. */
    NOTRIM,

    /** Those of the disk behind. */
    PLUGIN
}
