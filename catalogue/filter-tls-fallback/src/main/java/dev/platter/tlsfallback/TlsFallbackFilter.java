// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tlsfallback;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Features;
import dev.platter.api.Filter;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Shows clients without TLS a message in place of the disk. Nothing behind the filter is opened, or asked, for them. */
@NbdFilter(
        name = "tls-fallback",
        summary = "shows clients without TLS a message in place of the disk",
        contents = Contents.NONE)
public final class TlsFallbackFilter implements Filter {
    private static final int SIZE = 512;

    private final byte[] message;

    /**
     * The parameters.
     *
     * @param tlsreadme the message
     */
    public record Config(
            @Parameter(
                    defaultValue = "This NBD server requires TLS authentication before it will serve useful data.\n",
                    syntax = "TEXT",
                    help = "The message, of which 512 bytes are shown.")
            String tlsreadme) {}

    public TlsFallbackFilter(Config config) {
        message = Arrays.copyOf(config.tlsreadme().getBytes(StandardCharsets.UTF_8), SIZE);
    }

    /** The server itself, which has no connection, is trusted. */
    private static boolean isTrusted(Client client) {
        return client.id() == 0 || client.tls().isPresent();
    }

    @Override
    public List<Export> exports(Opener next, Client client) throws IOException {
        return isTrusted(client) ? next.exports(client) : List.of(new Export("", ""));
    }

    @Override
    public String defaultExport(Opener next, Client client) throws IOException {
        return isTrusted(client) ? next.defaultExport(client) : "";
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        return isTrusted(client) ? next.open(client) : new MessageDisk(message);
    }

    /** A disk with a message, that can only be read. */
    private static final class MessageDisk implements Disk {
        private final byte[] message;

        MessageDisk(byte[] message) {
            this.message = message;
        }

        @Override
        public long size() {
            return message.length;
        }

        @Override
        public Features features() {
            return Features.readOnly();
        }

        @Override
        public boolean blocking() {
            return false;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            into.put(message, (int) offset, into.remaining());
        }
    }
}
