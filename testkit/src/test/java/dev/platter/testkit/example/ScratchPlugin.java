// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.example;

import dev.platter.api.Client;
import dev.platter.api.Contents;
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

/** The plugin of docs/testing.md: an array as a disk. */
@NbdPlugin(
        name = "scratch",
        summary = "an array",
        threadModel = ThreadModel.SERIALIZE_ALL_REQUESTS,
        contents = Contents.IN_INSTANCE)
public final class ScratchPlugin implements Plugin {
    private final byte[] bytes;

    /** The parameters. */
    public record Config(
            @Parameter(magic = true, help = "Size of the disk.")
            Size size) {}

    public ScratchPlugin(Config config) {
        bytes = new byte[(int) config.size().bytes()];
    }

    @Override
    public Disk open(Client client) {
        return new ScratchDisk(bytes);
    }

    private record ScratchDisk(byte[] bytes) implements Disk {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public Features features() {
            return Features.writable();
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            into.put(bytes, (int) offset, into.remaining());
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags) {
            from.get(bytes, (int) offset, from.remaining());
        }
    }
}
