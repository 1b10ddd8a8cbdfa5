// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.Registration;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.client.NbdDisk;
import dev.platter.client.NbdUri;
import dev.platter.client.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * An export of another NBD server: a plugin whose disk a library has ready. Size, features, extents and errors are those of the other
 * server, and no request waits. What is left to the plugin is to give up when the client has gone, first the handshake, then the
 * requests; otherwise a server that hangs would keep the client's disk open.
 */
@NbdPlugin(
        name = "nbd",
        summary = "an export of another server",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public record RemotePlugin(Config config) implements Plugin {
    /** A parameter may have any type with a method {@code parse}; what that refuses is refused before the server starts. */
    public record Config(
            @Parameter(magic = true, help = "Where the export is: nbd://HOST/NAME.")
            NbdUri uri) {}

    @Override
    public Disk open(Client client) throws IOException {
        Transport transport = Transport.connect(config.uri().server());
        try (Registration _ = client.whenGone(() -> close(transport))) {
            NbdDisk disk = NbdDisk.over(transport, config.uri());
            client.whenGone(disk::abort);
            return disk;
        }
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // The server logs it.
        }
    }
}
