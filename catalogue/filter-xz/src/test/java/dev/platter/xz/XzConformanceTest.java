// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.xz;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.RequestFlags;
import dev.platter.seekable.KeptRegion;
import dev.platter.seekable.KeptRegions;
import dev.platter.seekable.Progress;
import dev.platter.seekable.Recipe;
import dev.platter.seekable.Storage;
import dev.platter.seekable.StreamInput;
import dev.platter.seekable.xz.XzFormat;
import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;

/**
 * The suite gives an empty disk. In front of it stands one that makes it the kept region of an image: all of its bytes are on the
 * suite's disk, and what is around them, the headers and the checks, is here.
 */
@Tag("same-in-both-modes")
class XzConformanceTest extends FilterConformance {
    /** The chunks of a kept region. */
    private static final int BLOCK = 1 << 16;

    private static final int BLOCK_HEADER = 3;

    /** The beginning of the first chunk: it resets the dictionary and has 64 KiB. */
    private static final byte[] FIRST = {1, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0};

    /** A kept region of one block. */
    private static final long MOST = 1 << 20;

    @NbdFilter(name = "xz", summary = "an image that is kept as a whole", contents = Contents.ELSEWHERE)
    public static final class Kept implements Filter {
        private final XzFilter xz;
        private byte[] around = new byte[0];

        public Kept(XzFilter.Config config) {
            xz = new XzFilter(config);
        }

        @Override
        public void start(Opener next, Context context) {
            xz.start(next, context);
        }

        /** A disk that does not fit one block is served as it is. */
        @Override
        public Disk open(Opener next, Client client) throws IOException {
            Disk disk = next.open(client);
            if (size(disk) < BLOCK || size(disk) > MOST) {
                return disk;
            }
            disk.close();
            return xz.open(new Around(next), client);
        }

        @Override
        public boolean coexists() {
            return xz.coexists();
        }

        @Override
        public void stop() throws IOException {
            xz.stop();
        }

        private final class Around implements Opener {
            private final Opener next;

            private Around(Opener next) {
                this.next = next;
            }

            @Override
            public Disk open(Client client) throws IOException {
                Disk disk = next.open(client);
                int size = (int) size(disk);
                if (around.length == 0) {
                    around = packed(size);
                }
                return new Packed(disk, around, size);
            }

            @Override
            public List<Export> exports(Client client) throws IOException {
                return next.exports(client);
            }

            @Override
            public String defaultExport(Client client) throws IOException {
                return next.defaultExport(client);
            }
        }
    }

    private static long size(Disk disk) throws IOException {
        try {
            return disk.size();
        } catch (IOException e) {
            disk.close();
            throw e;
        }
    }

    private static byte[] packed(int size) throws IOException {
        Bytes out = new Bytes();
        new XzFormat()
                .create(
                        new StreamInput(Channels.newChannel(new ByteArrayInputStream(new byte[size]))),
                        new Recipe(KeptRegions.of(List.of(new KeptRegion(0, size, ""))), 0, 1),
                        out,
                        Progress.NONE);
        return out.bytes;
    }

    private static final class Bytes implements Storage {
        private byte[] bytes = new byte[0];

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void read(ByteBuffer into, long position) {
            into.put(bytes, (int) position, into.remaining());
        }

        @Override
        public void write(ByteBuffer from, long position) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length, (int) position + from.remaining()));
            from.get(bytes, (int) position, from.remaining());
        }

        @Override
        public void sync() {}

        @Override
        public void close() {}
    }

    private static final class Packed extends ForwardingDisk {
        private final byte[] around;
        private final int begin;
        private final int size;

        Packed(Disk next, byte[] around, int size) {
            super(next);
            this.around = around;
            this.size = size;
            int at = 0;
            while (!Arrays.equals(around, at, at + FIRST.length, FIRST, 0, FIRST.length)) {
                at++;
            }
            begin = at;
        }

        @Override
        public long size() {
            return around.length;
        }

        private interface Transfer {
            void run(ByteBuffer piece, long at, boolean onTheDisk) throws IOException;
        }

        private void pieces(ByteBuffer bytes, long position, Transfer transfer) throws IOException {
            int limit = bytes.limit();
            long at = position;
            while (bytes.position() < limit) {
                long inside = at - begin;
                long inBlock = inside % (BLOCK + BLOCK_HEADER);
                long offset = inside / (BLOCK + BLOCK_HEADER) * BLOCK + inBlock - BLOCK_HEADER;
                boolean onTheDisk = inside >= 0 && inBlock >= BLOCK_HEADER && offset < size;
                long most = onTheDisk ? Math.min(BLOCK + BLOCK_HEADER - inBlock, size - offset) : 1;
                int length = (int) Math.min(limit - bytes.position(), most);
                bytes.limit(bytes.position() + length);
                transfer.run(bytes, onTheDisk ? offset : at, onTheDisk);
                bytes.limit(limit);
                at += length;
            }
        }

        @Override
        public void read(ByteBuffer into, long position, HoleSink holes) throws IOException {
            pieces(into, position, (piece, at, onTheDisk) -> {
                if (onTheDisk) {
                    next().read(piece, at, HoleSink.NONE);
                } else {
                    piece.put(around[(int) at]);
                }
            });
        }

        @Override
        public void write(ByteBuffer from, long position, RequestFlags flags) throws IOException {
            pieces(from, position, (piece, at, onTheDisk) -> {
                if (onTheDisk) {
                    next().write(piece.slice(), at, flags);
                    piece.position(piece.limit());
                } else {
                    around[(int) at] = piece.get();
                }
            });
        }
    }

    @Override
    protected Subject subject() {
        return Subject.of(Kept.class).with("xz-cache", "1M");
    }
}
