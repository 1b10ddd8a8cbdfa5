package org.example;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Inverts bits of every byte on its way to the disk behind, and again on its way back. */
@NbdFilter(name = "invert", summary = "inverts bits of every byte", contents = Contents.NONE)
public final class InvertFilter implements Filter {
    private final Config config;

    /** The parameters: the server parses, checks and explains them. */
    public record Config(
            @Parameter(defaultValue = "255", help = "The bits that are inverted, as a number from 0 to 255.")
            int mask) {
        public Config {
            if (mask < 0 || mask > 255) {
                throw new IllegalArgumentException("mask " + mask + " is not a byte: write a number from 0 to 255");
            }
        }
    }

    public InvertFilter(Config config) {
        this.config = config;
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        return new InvertedDisk(next.open(client), config.mask());
    }

    /** What is not here is passed on. The server has checked that each request is within the disk. */
    private static final class InvertedDisk extends ForwardingDisk {
        private final int mask;

        InvertedDisk(Disk next, int mask) {
            super(next);
            this.mask = mask;
        }

        /** Zeroes and holes of the disk behind are not zero in front of the filter: the server writes zeroes as data. */
        @Override
        public Features features() throws IOException {
            Features behind = next().features().withExtents(Support.EMULATED);
            return behind.write() ? behind.withZero(Support.EMULATED).withFastZero(false) : behind;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
            int start = into.position();
            next().read(into, offset, HoleSink.NONE);
            for (int i = start; i < into.limit(); i++) {
                into.put(i, (byte) (into.get(i) ^ mask));
            }
        }

        /** The buffer belongs to the server and stays as it is. */
        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
            ByteBuffer inverted = ByteBuffer.allocateDirect(from.remaining());
            while (from.hasRemaining()) {
                inverted.put((byte) (from.get() ^ mask));
            }
            next().write(inverted.flip(), offset, flags);
        }
    }
}
