// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.floppy;

import java.nio.ByteBuffer;

/** A long name, which takes an entry of a folder for each 13 UTF-16 units. The last part comes first. */
record LongName(String name) {
    private static final int UNITS = 13;

    /** What the specification allows. */
    private static final int MOST = 255;

    private static final int LAST = 0x40;
    private static final byte ATTRIBUTES = 0x0f;
    private static final int ATTRIBUTES_AT = 11;
    private static final int CHECKSUM_AT = 13;

    /** Where the units of a part are in its entry, in bytes. */
    private static final int[] UNITS_AT = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};

    /** Characters that FAT reserves. Linux finds such files all the same, Windows does not. */
    private static final String RESERVED = "\"*/:<>?\\|";

    boolean fits() {
        return name.length() <= MOST;
    }

    /** Whether systems that ignore these ends would look for another name. */
    boolean hasIgnoredEnd() {
        return name.endsWith(".") || name.endsWith(" ");
    }

    /** Whether its bytes are not a text: Java has put a character for what it could not decode. */
    boolean isUndecoded() {
        return name.indexOf('\ufffd') >= 0;
    }

    boolean hasReserved() {
        return name.chars().anyMatch(c -> c < ' ' || RESERVED.indexOf(c) >= 0);
    }

    int entries() {
        return Math.ceilDiv(name.length(), UNITS);
    }

    void put(ByteBuffer table, byte checksum) {
        for (int part = entries(); part >= 1; part--) {
            int at = table.position();
            table.put(at, (byte) (part == entries() ? part | LAST : part));
            table.put(at + ATTRIBUTES_AT, ATTRIBUTES);
            table.put(at + CHECKSUM_AT, checksum);
            for (int i = 0; i < UNITS; i++) {
                table.putChar(at + UNITS_AT[i], unit((part - 1) * UNITS + i));
            }
            table.position(at + FolderTable.ENTRY);
        }
    }

    /** A name that does not fill its last part ends with a zero, and after that with ones. */
    private char unit(int index) {
        if (index < name.length()) {
            return name.charAt(index);
        }
        return index == name.length() ? 0 : '\uffff';
    }
}
