package org.example;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.RequestFlags;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A disk in memory. All clients of an export have the same instance, and so the same bytes. */
@NbdPlugin(
        name = "filled",
        summary = "a disk in memory",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.IN_INSTANCE)
public final class FilledPlugin implements Plugin {
    private final Config config;
    private byte[] bytes;

    /** The parameters: the server parses, checks and explains them. */
    public record Config(
            @Parameter(magic = true, help = "Size of the disk, less than 2G.")
            Size size,

            @Parameter(defaultValue = "0", help = "What each byte is before it is written, from 0 to 255.")
            int fill) {
        public Config {
            if (size.bytes() >= Integer.MAX_VALUE) {
                throw new IllegalArgumentException("size " + size.bytes() + " is too large: this disk has at most "
                        + (Integer.MAX_VALUE - 1) + " bytes");
            }
            if (fill < 0 || fill > 255) {
                throw new IllegalArgumentException("fill " + fill + " is not a byte: write a number from 0 to 255");
            }
        }
    }

    public FilledPlugin(Config config) {
        this.config = config;
    }

    /** Takes what the disk needs; the constructor only looks at the parameters. */
    @Override
    public void start(Context context) {
        bytes = new byte[(int) config.size().bytes()];
        Arrays.fill(bytes, (byte) config.fill());
    }

    @Override
    public Disk open(Client client) {
        return new MemoryDisk(bytes);
    }

    /** One client's way to the bytes. The server has checked that each request is within the disk. */
    private record MemoryDisk(byte[] bytes) implements Disk {
        @Override
        public long size() {
            return bytes.length;
        }

        /** The server makes writes of zeroes out of writes, and FUA out of flushes. */
        @Override
        public Features features() {
            return Features.writable().withFlush().withMultiConn(true);
        }

        @Override
        public boolean blocking() {
            return false;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            into.put(bytes, (int) offset, into.remaining());
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags) {
            from.get(bytes, (int) offset, from.remaining());
        }

        @Override
        public void flush() {}
    }
}
