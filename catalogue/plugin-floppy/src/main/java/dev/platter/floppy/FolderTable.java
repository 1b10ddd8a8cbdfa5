// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.floppy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The table of a folder: the label, or the folder itself and its parent; then its folders and files, each with both names. */
final class FolderTable {
    /** The length of an entry, in bytes. */
    static final int ENTRY = 32;

    /** Longer ones are not found by all systems. */
    private static final int MOST = 2 << 20;

    private static final byte LABEL = 0x08;
    private static final byte FOLDER = 0x10;
    private static final byte FILE = 0x20;

    private static final int ATTRIBUTES_AT = 11;
    private static final int CREATED_REST_AT = 13;
    private static final int CREATED_AT = 14;
    private static final int CREATED_DATE_AT = 16;
    private static final int READ_DATE_AT = 18;
    private static final int CLUSTER_HIGH_AT = 20;
    private static final int CHANGED_AT = 22;
    private static final int CHANGED_DATE_AT = 24;
    private static final int CLUSTER_LOW_AT = 26;
    private static final int SIZE_AT = 28;

    private final FolderEntry folder;
    private final byte[] label;

    /** @param label of the disk, padded; empty if it has none */
    FolderTable(FolderEntry folder, byte[] label) {
        this.folder = folder;
        this.label = label;
    }

    /**
     * How long the table is, in bytes.
     *
     * @throws IOException if a name does not fit FAT, or the folder has too many; the message says what to do
     */
    long length() throws IOException {
        long entries = folder.parent() == null ? (label.length == 0 ? 0 : 1) : 2;
        Map<String, String> known = new HashMap<>();
        for (Entry entry : folder.entries().toList()) {
            check(entry.name());
            String other = known.put(entry.name().toUpperCase(Locale.ROOT), entry.name());
            if (other != null) {
                throw new IOException(folder.path() + " has " + other + " and " + entry.name()
                        + ", and FAT takes them for the same name: rename one of them");
            }
            entries += 1 + new LongName(entry.name()).entries();
        }
        if (entries * ENTRY > MOST) {
            throw new IOException(folder.path() + " has files and folders for a table of " + entries * ENTRY
                    + " bytes, and a folder of FAT has at most " + MOST + ": divide it among several folders");
        }
        // The root of an empty disk without a label has a cluster all the same.
        return Math.max(entries, 1) * ENTRY;
    }

    private void check(String name) throws IOException {
        LongName checked = new LongName(name);
        String why = "";
        if (!checked.fits()) {
            why = "it has " + name.length() + " characters, and at most 255 are possible";
        } else if (checked.hasIgnoredEnd()) {
            why = "a dot or space at its end would be ignored";
        } else if (checked.isUndecoded()) {
            why = "it is not a text in the encoding of this system (" + System.getProperty("sun.jnu.encoding") + ")";
        }
        if (!why.isEmpty()) {
            throw new IOException(
                    folder.path().resolve(name) + " has a name that FAT cannot have: " + why + "; rename or move it");
        }
    }

    /** The table. All clusters must be known. */
    ByteBuffer bytes() {
        ByteBuffer table = ByteBuffer.allocate(Math.toIntExact(folder.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        if (folder.parent() != null) {
            put(table, dots("."), FOLDER, folder, folder.firstCluster(), 0);
            FolderEntry parent = folder.parent();
            // The root is 0 there, wherever it is.
            put(table, dots(".."), FOLDER, parent, parent.parent() == null ? 0 : parent.firstCluster(), 0);
        } else if (label.length > 0) {
            table.put(table.position(), label);
            table.put(table.position() + ATTRIBUTES_AT, LABEL);
            table.position(table.position() + ENTRY);
        }
        ShortNames names = new ShortNames();
        for (FolderEntry below : folder.folders()) {
            put(table, names, FOLDER, below, 0);
        }
        for (FileEntry file : folder.files()) {
            put(table, names, FILE, file, file.bytes());
        }
        return table.clear();
    }

    private static byte[] dots(String dots) {
        return (dots + " ".repeat(ShortNames.LENGTH - dots.length())).getBytes(StandardCharsets.US_ASCII);
    }

    private static void put(ByteBuffer table, ShortNames names, byte attributes, Entry entry, long size) {
        byte[] shortName = names.next(entry.name());
        new LongName(entry.name()).put(table, ShortNames.checksum(shortName));
        put(table, shortName, attributes, entry, entry.firstCluster(), size);
    }

    private static void put(ByteBuffer table, byte[] shortName, byte attributes, Entry entry, int cluster, long size) {
        int at = table.position();
        FatTime created = FatTime.of(entry.attributes().creationTime());
        FatTime changed = FatTime.of(entry.attributes().lastModifiedTime());
        FatTime read = FatTime.of(entry.attributes().lastAccessTime());
        table.put(at, shortName);
        table.put(at + ATTRIBUTES_AT, attributes);
        table.put(at + CREATED_REST_AT, created.rest());
        table.putShort(at + CREATED_AT, created.clock());
        table.putShort(at + CREATED_DATE_AT, created.date());
        table.putShort(at + READ_DATE_AT, read.date());
        table.putShort(at + CLUSTER_HIGH_AT, (short) (cluster >>> Short.SIZE));
        table.putShort(at + CHANGED_AT, changed.clock());
        table.putShort(at + CHANGED_DATE_AT, changed.date());
        table.putShort(at + CLUSTER_LOW_AT, (short) cluster);
        table.putInt(at + SIZE_AT, (int) size);
        table.position(at + ENTRY);
    }
}
