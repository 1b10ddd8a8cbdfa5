// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Its start does not return until the test permits it at a port. */
@NbdPlugin(name = "late", summary = "starts late", contents = Contents.NONE)
public final class LatePlugin implements Plugin {
    private final int port;

    /** The parameters. */
    public record Config(@Parameter(help = "Where to ask.") int port) {}

    public LatePlugin(Config config) {
        port = config.port();
    }

    @Override
    public void start(Context context) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getInputStream().read();
        }
    }

    @Override
    public Disk open(Client client) throws IOException {
        throw new IOException("there is no disk");
    }
}
