// SPDX-License-Identifier: BSD-3-Clause
/** A disk whose partitions are files. */
@NullMarked
package dev.platter.partitioning;

import org.jspecify.annotations.NullMarked;
