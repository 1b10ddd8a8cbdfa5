// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Gives orders to a qemu-storage-daemon, in QMP. */
public final class QemuMonitor implements AutoCloseable {
    private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    private final BufferedReader in;

    public QemuMonitor(Path socket) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(socket));
        in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        in.readLine(); // the greeting
        execute("qmp_capabilities", "{}");
    }

    /** Returns when the order was carried out. */
    public void execute(String command, String arguments) throws IOException {
        String order = "{\"execute\": \"" + command + "\", \"arguments\": " + arguments + "}\n";
        channel.write(ByteBuffer.wrap(order.getBytes(StandardCharsets.UTF_8)));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.contains("\"return\"")) {
                return;
            }
            if (line.contains("\"error\"")) {
                throw new IOException(line);
            }
        }
        throw new IOException("the daemon has closed its monitor");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
