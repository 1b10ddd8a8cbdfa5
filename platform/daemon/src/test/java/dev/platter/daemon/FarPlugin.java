// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.Registration;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * A disk somewhere in the network: each read connects to a port and waits for a byte. An interrupt does not end the wait; if the
 * parameter says so, the end of the client does.
 */
@NbdPlugin(name = "far", summary = "waits for others", threadModel = ThreadModel.PARALLEL, contents = Contents.NONE)
public final class FarPlugin implements Plugin {
    private final Config config;

    /** The parameters. */
    public record Config(
            @Parameter(help = "Where the bytes come from.") int port,

            @Parameter(defaultValue = "false", help = "Whether to hang up when the client has gone.")
            boolean hangUp) {}

    public FarPlugin(Config config) {
        this.config = config;
    }

    @Override
    public Disk open(Client client) {
        return new FarDisk(config.port(), config.hangUp(), client);
    }

    /** The disk. */
    public record FarDisk(int port, boolean hangUp, Client client) implements Disk {
        @Override
        public long size() {
            return 1 << 20;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
            try (Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
                    Registration _ = hangUp ? client.whenGone(() -> hangUp(far)) : () -> {}) {
                int answer = far.getInputStream().read();
                while (into.hasRemaining()) {
                    into.put((byte) answer);
                }
            }
        }

        private static void hangUp(Socket far) {
            try {
                far.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
