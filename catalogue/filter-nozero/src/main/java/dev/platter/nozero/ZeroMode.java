// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nozero;

/** How clients see the zeroes of the disk behind. */
public enum ZeroMode {
    /** Not offered: clients write zeroes like any other data. */
    NONE,

    /** Offered; the filter writes them like any other data. */
    EMULATE,

    /** Those of the disk behind, which must not make a hole. */
    NOTRIM,

    /** As the disk behind has them. */
    PLUGIN
}
