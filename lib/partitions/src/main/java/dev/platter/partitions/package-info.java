// SPDX-License-Identifier: BSD-3-Clause
/**
 * Reads partition tables of untrusted disks, and makes new ones: {@link dev.platter.partitions.PartitionTable} finds and reads one, and each
 * {@link dev.platter.partitions.Partition} is a range of bytes. {@link dev.platter.partitions.DiskPlan} makes new tables; those of a
 * disk are never changed. Each bundle embeds its own copy of this package.
 *
 * <p>What a table says is bounded before it is believed: no read leaves the disk, a chain of logical partitions ends where
 * it turns back, and a table of entries has at most 4 MiB. A single entry that cannot be true is kept, with the reason, so
 * that the others remain usable and the table can be shown as it is.
 */
@NullMarked
package dev.platter.partitions;

import org.jspecify.annotations.NullMarked;
