// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nozero;

/** How clients see the fast zeroes of the disk behind. */
public enum FastZeroMode {
    /** As the disk behind has them; if the filter writes the zeroes, fast ones are refused. */
    DEFAULT,

    /** Not offered. */
    NONE,

    /** Offered and refused: zeroes are never fast. */
    SLOW,

    /** Carried out, whether they are fast or not. */
    IGNORE
}
