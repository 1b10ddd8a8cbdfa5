// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.lzip;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Blocks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds the members of a file from its end to its beginning: the trailer of each says how long it is. Nothing is unpacked. Behind the
 * last member there may be other bytes, which lzip calls trailing data.
 */
final class Members {
    /** As many as other formats may have blocks. */
    private static final int MOST = 16 << 20;

    /** How many bytes behind the last member are searched through. */
    private static final int MOST_TRAILING = 64 << 10;

    private final Storage file;
    private final long size;
    private final List<Found> found = new ArrayList<>();
    private long total;

    private record Found(long position, long fileLength, long length) {}

    private Members(Storage file) throws IOException {
        this.file = file;
        size = file.size();
    }

    /** The members of a file that begins with one. */
    static Blocks read(Storage file) throws IOException {
        return new Members(file).run();
    }

    private Blocks run() throws IOException {
        requireVersion();
        long end = lastEnd();
        while (end > 0) {
            end = step(end);
        }
        Collections.reverse(found);
        Blocks blocks = new Blocks();
        for (Found member : found) {
            blocks.add(member.position(), member.fileLength(), member.length(), 0);
        }
        return blocks;
    }

    private void requireVersion() throws IOException {
        ByteBuffer header = bytes(0, Member.HEADER);
        if (Member.version(header) != Member.VERSION) {
            throw new IOException("the file has version " + Member.version(header)
                    + " of the format, and only version " + Member.VERSION + " is understood: unpack it with lzip -d,"
                    + " and compress it again");
        }
    }

    /** Where the last member ends. */
    private long lastEnd() throws IOException {
        int length = (int) Math.min(size, MOST_TRAILING + Member.TRAILER);
        ByteBuffer tail = bytes(size - length, length);
        for (int end = length; end >= Member.TRAILER; end--) {
            long position = size - length + end;
            if (isMember(position, tail.getLong(end - Long.BYTES))) {
                requireOther(tail.slice(end, length - end));
                return position;
            }
        }
        throw cutOff("no member of the lzip file ends within its last " + length + " bytes");
    }

    /** What is behind the last member must not be the beginning of another one: without that, the image would be too short. */
    private void requireOther(ByteBuffer trailing) throws DamagedImageException {
        int length = Math.min(trailing.remaining(), Member.MAGIC.length);
        if (length > 0 && trailing.slice(0, length).equals(ByteBuffer.wrap(Member.MAGIC, 0, length))) {
            throw cutOff("the last member of the lzip file has no end");
        }
    }

    private DamagedImageException cutOff(String what) {
        return new DamagedImageException(size, what + ": it was cut off, or something else was added to it");
    }

    private boolean isMember(long end, long length) throws IOException {
        return length >= Member.SHORTEST && length <= end && begins(end - length);
    }

    private boolean begins(long position) throws IOException {
        ByteBuffer header = bytes(position, Member.HEADER);
        return Member.begins(header) && Member.version(header) == Member.VERSION;
    }

    /** Takes the member that ends somewhere, and returns where it begins. */
    private long step(long end) throws IOException {
        ByteBuffer trailer = bytes(Math.max(0, end - Member.TRAILER), (int) Math.min(end, Member.TRAILER));
        long fileLength = end < Member.SHORTEST ? 0 : trailer.getLong(Member.TRAILER - Long.BYTES);
        if (!isMember(end, fileLength)) {
            throw new DamagedImageException(end, "there must be the end of a member, and is not");
        }
        if (found.size() == MOST) {
            throw new IOException("the file has more than " + MOST
                    + " members, which are the most that are accepted: compress the image in longer ones");
        }
        long length = trailer.getLong(Integer.BYTES);
        if (length < 0 || length > Long.MAX_VALUE - total) {
            throw new DamagedImageException(end, "the image would have more than 2^63 bytes");
        }
        total += length;
        found.add(new Found(end - fileLength, fileLength, length));
        return end - fileLength;
    }

    private ByteBuffer bytes(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.read(bytes, position);
        return bytes.flip();
    }
}
