// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A disk of zeroes whose class waits, before it can be used, until the test permits it at a port. */
@NbdPlugin(name = "stuck", summary = "waits before anything else", contents = Contents.NONE)
public final class StuckPlugin implements Plugin {
    /** The system property with the port. */
    static final String PORT = "dev.platter.daemon.stuck";

    static {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger(PORT))) {
            socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final Config config;

    /** The parameters. */
    public record Config(
            @Parameter(defaultValue = "1048576", help = "How long the disk is.")
            int size) {}

    public StuckPlugin(Config config) {
        this.config = config;
    }

    @Override
    public Disk open(Client client) {
        return new Zeroes(config.size());
    }

    /** The disk. */
    public record Zeroes(long size) implements Disk {
        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            while (into.hasRemaining()) {
                into.put((byte) 0);
            }
        }
    }
}
