// SPDX-License-Identifier: BSD-3-Clause
/**
 * Disks that are made of regions, one after the other: {@link dev.platter.regions.RegionDisk} hands each request to the regions that
 * it touches. A region is another disk, fixed bytes such as a partition table, or a gap. Each bundle embeds its own copy of this
 * package.
 */
@NullMarked
package dev.platter.regions;

import org.jspecify.annotations.NullMarked;
