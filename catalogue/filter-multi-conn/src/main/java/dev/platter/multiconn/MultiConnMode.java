// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.multiconn;

/** What clients are promised. */
public enum MultiConnMode {
    /** What the disk behind promises, or otherwise what the filter can add. */
    AUTO,

    /** The promise is given, and the filter keeps it. */
    EMULATE,

    /** What the disk behind promises. */
    PLUGIN,

    /** No promise is given. */
    DISABLE,

    /** The promise is given, and is not kept. */
    UNSAFE
}
