// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A disk of zeroes. Every step of its life waits until the test permits it at a port. */
@NbdPlugin(name = "held", summary = "waits for others", threadModel = ThreadModel.PARALLEL, contents = Contents.NONE)
public final class HeldPlugin implements Plugin {
    private final Config config;

    /** The parameters. */
    public record Config(
            @Parameter(help = "Where to ask before the plugin is constructed.")
            Optional<Integer> making,

            @Parameter(help = "Where to ask before the plugin is started.")
            Optional<Integer> starting,

            @Parameter(help = "Where to ask before a disk is opened.")
            Optional<Integer> opening,

            @Parameter(help = "Where to ask before the plugin is stopped.")
            Optional<Integer> stopping,

            @Parameter(help = "Why it cannot start.") Optional<String> failure,

            @Parameter(defaultValue = "1M", help = "How long the disk is.")
            Size size) {}

    public HeldPlugin(Config config) throws IOException {
        this.config = config;
        ask(config.making());
    }

    private static void ask(Optional<Integer> port) throws IOException {
        if (port.isPresent()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.get())) {
                socket.getInputStream().read();
            }
        }
    }

    @Override
    public void start(Context context) throws IOException {
        ask(config.starting());
        if (config.failure().isPresent()) {
            throw new IOException(config.failure().get());
        }
    }

    @Override
    public Disk open(Client client) throws IOException {
        ask(config.opening());
        return new Zeroes(config.size().bytes());
    }

    @Override
    public void stop() throws IOException {
        ask(config.stopping());
    }

    /** The disk. */
    public static final class Zeroes implements Disk {
        private final long size;

        Zeroes(long size) {
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            while (into.hasRemaining()) {
                into.put((byte) 0);
            }
        }
    }
}
