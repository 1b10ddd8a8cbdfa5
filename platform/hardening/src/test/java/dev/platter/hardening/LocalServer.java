// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import dev.platter.api.Plugin;
import dev.platter.engine.NbdServer;
import dev.platter.engine.export.Chain;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.ServedExport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A complete server in this JVM, which listens on a Unix socket and a TCP port. */
final class LocalServer implements AutoCloseable {
    private final Path folder;
    private final Chain chain;
    private final NbdServer server;
    private final ServerLog log = new ServerLog();

    LocalServer(Plugin plugin) throws IOException {
        this(Chain.of("array", plugin).build());
    }

    LocalServer(Chain chain) throws IOException {
        this.chain = chain;
        folder = Files.createTempDirectory("hardening");
        chain.prepare();
        chain.start(reason -> {});
        server = NbdServer.builder()
                .exports(Exports.any(new ServedExport(chain, false)))
                .listen(UnixDomainSocketAddress.of(folder.resolve("socket")))
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .loggers(name -> log)
                .start();
    }

    SocketAddress unix() {
        return server.addresses().getFirst();
    }

    /**
     * The address for a client that shuts its output down. Netty's NIO transport closes a Unix socket when that happens, even if
     * half-closed connections are allowed.
     */
    SocketAddress forHalfClosed() {
        return Boolean.getBoolean("platter.portable") ? tcp() : unix();
    }

    SocketAddress tcp() {
        return server.addresses().getLast();
    }

    ServerLog log() {
        return log;
    }

    @Override
    public void close() throws IOException {
        if (!server.stop(Duration.ofSeconds(20))) {
            throw new AssertionError("the server could not close all disks: " + log.take());
        }
        chain.stop();
        Files.delete(folder);
    }
}
