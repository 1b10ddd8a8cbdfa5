// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ext2;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A content that is in its inode: 60 bytes where blocks would be listed, and the rest as the attribute {@code system.data} behind
 * the fields of the inode.
 */
final class InlineData {
    private static final int OLD_INODE = 128;
    private static final int ATTRIBUTE_MAGIC = 0xea020000;
    private static final int ATTRIBUTE_LENGTH = 16;
    private static final int SYSTEM = 7;
    private static final byte[] NAME = "data".getBytes(StandardCharsets.US_ASCII);

    private InlineData() {}

    /**
     * The content.
     *
     * @param inode has it
     * @return as many bytes as the size of the inode says
     * @throws Ext2Exception if there are fewer
     */
    static ByteBuffer of(Inode inode) throws Ext2Exception {
        ByteBuffer rest = rest(inode.all());
        long size = inode.size();
        if (size < 0 || size > Inode.BLOCKS_LENGTH + rest.remaining()) {
            throw Ext2Exception.damaged("inode " + inode.number() + " has " + size + " bytes in itself, and only "
                    + (Inode.BLOCKS_LENGTH + rest.remaining()) + " are there");
        }
        ByteBuffer all = ByteBuffer.allocate(Inode.BLOCKS_LENGTH + rest.remaining());
        all.put(inode.blocks()).put(rest);
        return ByteBuffer.wrap(Arrays.copyOf(all.array(), (int) size));
    }

    private static ByteBuffer rest(ByteBuffer inode) throws Ext2Exception {
        ByteBuffer none = ByteBuffer.allocate(0);
        if (inode.limit() < OLD_INODE + Integer.BYTES) {
            return none;
        }
        int first = OLD_INODE + (inode.getShort(OLD_INODE) & 0xffff);
        if (first > inode.limit() - Integer.BYTES || inode.getInt(first) != ATTRIBUTE_MAGIC) {
            return none;
        }
        // The places of values count from the first attribute on.
        ByteBuffer attributes = inode.slice(first + Integer.BYTES, inode.limit() - first - Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (at + ATTRIBUTE_LENGTH <= attributes.limit() && attributes.getInt(at) != 0) {
            int nameLength = attributes.get(at) & 0xff;
            if (nameLength > attributes.limit() - at - ATTRIBUTE_LENGTH) {
                break;
            }
            if (attributes.get(at + 1) == SYSTEM
                    && attributes.slice(at + ATTRIBUTE_LENGTH, nameLength).equals(ByteBuffer.wrap(NAME))) {
                int place = attributes.getShort(at + 2) & 0xffff;
                int size = attributes.getInt(at + 8);
                if (size < 0 || place > attributes.limit() - size) {
                    throw Ext2Exception.damaged("an attribute has " + size + " bytes at " + place);
                }
                return attributes.slice(place, size);
            }
            at += ATTRIBUTE_LENGTH + (nameLength + 3 & ~3);
        }
        return none;
    }
}
