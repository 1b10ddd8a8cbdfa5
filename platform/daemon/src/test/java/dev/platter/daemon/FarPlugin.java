// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A disk somewhere in the network: each read connects to a port and waits for a byte. An interrupt does not end the wait. */
@NbdPlugin(name = "far", summary = "waits for others", threadModel = ThreadModel.PARALLEL)
public final class FarPlugin implements Plugin {
    private final Config config;

    /** The parameters. */
    public record Config(
            @Parameter(help = "Where the bytes come from.") int port) {}

    public FarPlugin(Config config) {
        this.config = config;
    }

    @Override
    public Disk open(Client client) {
        return new FarDisk(config.port());
    }

    /** The disk. */
    public record FarDisk(int port) implements Disk {
        @Override
        public long size() {
            return 1 << 20;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
            try (Socket far = new Socket(InetAddress.getLoopbackAddress(), port)) {
                int answer = far.getInputStream().read();
                while (into.hasRemaining()) {
                    into.put((byte) answer);
                }
            }
        }
    }
}
