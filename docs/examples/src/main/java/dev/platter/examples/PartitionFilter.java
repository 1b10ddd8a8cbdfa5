// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Filter;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.RangeDisk;
import dev.platter.api.parameters.Parameter;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One partition of the disk behind, a primary one of an MBR or one of a GPT, with sectors of 512 bytes: a filter that reads before it
 * serves. It keeps nothing and passes writes on, so its contents are NONE. Filters are parallel unless they say otherwise.
 */
@NbdFilter(name = "partition", summary = "serves one partition of the disk behind it", contents = Contents.NONE)
public record PartitionFilter(Config config) implements Filter {
    private static final int SECTOR = 512;
    private static final int TABLE = 64 << 10; // A multiple of every block size, with room for 128 entries.
    private static final long GPT = 0x5452415020494645L; // "EFI PART"

    public record Config(
            @Parameter(min = 1, max = 128, help = "Which partition, from 1.")
            int partition) {}

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk whole = next.open(client);
        try {
            return partition(whole);
        } catch (IOException | RuntimeException e) {
            whole.close(); // No disk is returned, so the server closes none.
            throw e;
        }
    }

    private Disk partition(Disk whole) throws IOException {
        long size = whole.size();
        ByteBuffer table = ByteBuffer.allocateDirect(TABLE).order(ByteOrder.LITTLE_ENDIAN);
        whole.read(table.limit((int) Math.min(TABLE, size)), 0, HoleSink.NONE);
        table.clear(); // A shorter disk is followed by zeroes, which are entries that are not used.
        boolean gpt = table.getLong(SECTOR) == GPT;
        int entry = gpt ? 2 * SECTOR + 128 * (config.partition() - 1) : 446 + 16 * (config.partition() - 1);
        long first = gpt ? table.getLong(entry + 32) : Integer.toUnsignedLong(table.getInt(entry + 8));
        long sectors = gpt ? table.getLong(entry + 40) + 1 - first : Integer.toUnsignedLong(table.getInt(entry + 12));
        if (first <= 0 || sectors <= 0 || (!gpt && (config.partition() > 4 || table.getShort(510) != (short) 0xaa55))) {
            throw new DiskException(NbdError.EINVAL, "the disk has no partition " + config.partition());
        }
        int block = whole.features().blockSizes().minimum();
        if (sectors > size / SECTOR - first || (first | sectors) * SECTOR % block != 0) {
            String range = sectors + " sectors from sector " + first;
            throw new DiskException(
                    NbdError.EINVAL, range + " are not blocks of " + block + " within " + size + " bytes");
        }
        return new RangeDisk(whole, first * SECTOR, sectors * SECTOR);
    }
}
