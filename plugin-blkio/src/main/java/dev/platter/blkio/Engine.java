// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio;

/** Who speaks to the device. */
enum Engine {
    /** The code of this plugin. */
    BUILTIN,

    /** The library of that name, which must be installed. */
    LIBBLKIO
}
