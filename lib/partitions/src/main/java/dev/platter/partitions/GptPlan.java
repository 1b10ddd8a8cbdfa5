// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Lays out a disk with a GPT: an MBR that protects it, its header and entries, the partitions, entries and header once more. */
final class GptPlan {
    private static final int SECTOR = PartitionTable.SECTOR;

    private final List<PlannedPartition> partitions;
    private final UUID id;
    private final List<Long> offsets = new ArrayList<>();

    GptPlan(List<PlannedPartition> partitions, UUID id) {
        this.partitions = partitions;
        this.id = id;
    }

    DiskPlan make() {
        int count = Math.ceilDiv(partitions.size(), GptWriter.PLACES) * GptWriter.PLACES;
        int entrySectors = count * GptWriter.ENTRY / SECTOR;
        long end = (2L + entrySectors) * SECTOR;
        for (PlannedPartition partition : partitions) {
            long offset = DiskPlan.aligned(end, partition);
            offsets.add(offset);
            end = offset + partition.sectors() * SECTOR;
        }
        long sectors = end / SECTOR + entrySectors + 1;
        ByteBuffer entries = DiskPlan.sectors(entrySectors);
        for (int i = 0; i < partitions.size(); i++) {
            GptWriter.entry(entries.slice(i * GptWriter.ENTRY, GptWriter.ENTRY), partitions.get(i), offsets.get(i));
        }
        GptWriter writer = new GptWriter(id, sectors, count, entries);

        ByteBuffer before = DiskPlan.sectors(2 + entrySectors);
        Mbr.put(before, 0, false, Mbr.PROTECTIVE, 1, Math.min(sectors - 1, DiskPlan.MOST_SECTORS));
        Mbr.sign(before);
        writer.header(before.slice(SECTOR, SECTOR), 1, sectors - 1, 2);
        before.put(2 * SECTOR, entries, 0, entries.capacity());

        ByteBuffer after = DiskPlan.sectors(entrySectors + 1);
        after.put(0, entries, 0, entries.capacity());
        writer.header(after.slice(entries.capacity(), SECTOR), sectors - 1, 1, sectors - 1 - entrySectors);
        return new DiskPlan(
                sectors * SECTOR, offsets, List.of(new DiskPlan.Table(0, before), new DiskPlan.Table(end, after)));
    }
}
