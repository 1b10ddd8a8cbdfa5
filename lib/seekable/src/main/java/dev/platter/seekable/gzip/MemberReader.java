// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/** Unpacks a file of any number of gzip members, from its beginning or from a point. Used by one thread. */
final class MemberReader {
    private final Storage file;
    private final BlockInflater inflater;
    private final boolean check;
    private final CRC32 crc = new CRC32();
    private long memberLength;
    private boolean atEnd;
    private long end;
    private long members;

    /**
     * @param check whether the checksums of members are looked at, which needs that all of them are read
     * @param buffer how much of the file is read at once, in bytes
     */
    MemberReader(Storage file, boolean check, int buffer) throws IOException {
        this.file = file;
        this.check = check;
        inflater = new BlockInflater(file, buffer);
    }

    /** Begins at the first member. */
    void begin() throws IOException {
        beginMember(0);
    }

    /** Begins at a point. */
    void resume(ForeignIndex.Point point) throws IOException {
        inflater.resume(point.header(), point.position());
    }

    BlockInflater inflater() {
        return inflater;
    }

    /** Whether the last member was read. */
    boolean isAtEnd() {
        return atEnd;
    }

    /** Where the last member ended in the file. */
    long end() {
        return end;
    }

    long members() {
        return members;
    }

    private void beginMember(long position) throws IOException {
        inflater.begin(position + GzipHeader.read(file, position).length());
        crc.reset();
        memberLength = 0;
        members++;
    }

    /**
     * Unpacks up to an index of the array, or to the end of the file, and perhaps {@link BlockInflater#OVERSHOOT} bytes more.
     *
     * @return the index behind the last byte
     */
    int read(byte[] out, int from, int to) throws IOException {
        int at = from;
        while (at < to && !atEnd) {
            int begun = at;
            at = inflater.inflate(out, at, to);
            if (check) {
                crc.update(out, begun, at - begun);
                memberLength += at - begun;
            }
            if (inflater.state() == BlockInflater.State.END) {
                finishMember();
            }
        }
        return at;
    }

    /** Goes on to a place where a point can be. */
    int finishStored(byte[] out, int from) throws IOException {
        int at = inflater.finishStored(out, from);
        if (check) {
            crc.update(out, from, at - from);
            memberLength += at - from;
        }
        if (inflater.state() == BlockInflater.State.END && !atEnd) {
            finishMember();
        }
        return at;
    }

    private void finishMember() throws IOException {
        long position = inflater.end();
        if (file.size() - position < Layout.TRAILER) {
            throw new DamagedImageException(position, "the file ends within the checksum of a gzip member");
        }
        ByteBuffer trailer = ByteBuffer.allocate(Layout.TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        file.read(trailer, position);
        if (check && trailer.getInt(0) != (int) crc.getValue()) {
            throw new DamagedImageException(
                    position,
                    "the checksum of a gzip member is %08x, and what was unpacked has %08x"
                            .formatted(trailer.getInt(0), crc.getValue()));
        }
        if (check && trailer.getInt(4) != (int) memberLength) {
            throw new DamagedImageException(
                    position + 4,
                    "the length of a gzip member is " + (trailer.getInt(4) & 0xffffffffL) + ", and "
                            + (memberLength & 0xffffffffL) + " were unpacked");
        }
        end = position + Layout.TRAILER;
        if (GzipHeader.isAt(file, end)) {
            beginMember(end);
        } else {
            atEnd = true;
        }
    }
}
