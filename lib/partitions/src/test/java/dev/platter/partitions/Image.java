// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** A small disk in memory, with a table as the test wants it. */
final class Image implements DiskReader {
    static final int LINUX = 0x83;
    static final int EXTENDED = 0x05;
    static final int PROTECTIVE = 0xee;
    static final String LINUX_GUID = "0fc63daf-8483-4772-8e79-3d69d8477de4";

    /** As sgdisk writes it. */
    private static final byte[] LINUX_GUID_AS_STORED = HexFormat.of().parseHex("af3dc60f838472478e793d69d8477de4");

    private static final int ENTRIES = 128;
    private static final int ENTRY = 128;

    final ByteBuffer bytes;
    final int sector;
    int reads;

    Image(int size, int sector) {
        bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        this.sector = sector;
    }

    static Image of512() {
        return new Image(1 << 20, 512);
    }

    @Override
    public void read(ByteBuffer into, long offset) throws IOException {
        reads++;
        assertTrue(into.isDirect());
        assertEquals(0, offset % 512);
        assertEquals(0, into.remaining() % 512);
        into.put(bytes.slice((int) offset, into.remaining()));
    }

    PartitionTable find() throws IOException {
        return PartitionTable.find(this, bytes.capacity(), 512);
    }

    PartitionTable read() throws IOException {
        return PartitionTable.read(this, bytes.capacity(), sector);
    }

    /** Writes an entry of a boot record, and signs the record. */
    Image mbr(long record, int index, int type, long first, long sectors) {
        int at = (int) record * sector + 446 + 16 * index;
        bytes.put(at + 4, (byte) type).putInt(at + 8, (int) first).putInt(at + 12, (int) sectors);
        bytes.putShort((int) record * sector + 510, (short) 0xaa55);
        return this;
    }

    Image primary(int number, long first, long sectors) {
        return mbr(0, number - 1, LINUX, first, sectors);
    }

    int lastSector() {
        return bytes.capacity() / sector - 1;
    }

    /** Sectors of one copy of the entries. */
    private int table() {
        return ENTRIES * ENTRY / sector;
    }

    /** Writes an entry of a GPT, without its copy: {@link #seal} makes that. */
    Image gpt(int number, long first, long last, String name) {
        int at = 2 * sector + ENTRY * (number - 1);
        bytes.put(at, LINUX_GUID_AS_STORED);
        bytes.putLong(at + 16, number).putLong(at + 24, number);
        bytes.putLong(at + 32, first).putLong(at + 40, last);
        bytes.put(at + 56, name.getBytes(StandardCharsets.UTF_16LE));
        return this;
    }

    /** Writes the protective MBR, both headers and the copy of the entries. */
    Image seal() {
        return seal(ENTRIES, ENTRY);
    }

    Image seal(int count, int entrySize) {
        mbr(0, 0, PROTECTIVE, 1, lastSector());
        bytes.put((lastSector() - table()) * sector, bytes.slice(2 * sector, ENTRIES * ENTRY), 0, ENTRIES * ENTRY);
        header(1, lastSector(), 2, count, entrySize);
        return header(lastSector(), 1, lastSector() - table(), count, entrySize);
    }

    Image header(int self, long other, long entries, int count, int entrySize) {
        int at = self * sector;
        bytes.put(at, "EFI PART".getBytes(StandardCharsets.US_ASCII))
                .putInt(at + 8, 1 << 16)
                .putInt(at + 12, 92)
                .putLong(at + 24, self)
                .putLong(at + 32, other)
                .putLong(at + 40, 2 + table())
                .putLong(at + 48, lastSector() - table() - 1)
                .putLong(at + 72, entries)
                .putInt(at + 80, count)
                .putInt(at + 84, entrySize);
        long table = Math.min((long) count * entrySize, bytes.capacity() - entries * sector);
        if (entries >= 0 && table >= 0) {
            bytes.putInt(at + 88, crc((int) entries * sector, (int) table));
        }
        return resign(self);
    }

    /** Mends the CRC of a header. */
    Image resign(int self) {
        int at = self * sector;
        bytes.putInt(at + 16, 0);
        bytes.putInt(at + 16, crc(at, 92));
        return this;
    }

    Image flip(int at) {
        bytes.put(at, (byte) ~bytes.get(at));
        return this;
    }

    private int crc(int at, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes.slice(at, length));
        return (int) crc.getValue();
    }
}
