// SPDX-License-Identifier: BSD-3-Clause
/**
 * Disks in memory, for plugins that serve one: sparse, in one piece, or compressed. {@link dev.platter.ram.RamDisk} is all that they need to
 * know.
 */
@NullMarked
package dev.platter.ram;

import org.jspecify.annotations.NullMarked;
