// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import dev.platter.client.NbdDisk;
import dev.platter.client.NbdUri;
import dev.platter.client.Transport;
import dev.platter.testkit.Served;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("same-in-both-modes")
@Timeout(30)
class RemoteTest {
    @Test
    @SuppressWarnings("try")
    void aServerThatNeverGreetsHoldsUpNobodyWhenTheClientHasGone() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Served served = Served.of(
                        new RemotePlugin(new RemotePlugin.Config(NbdUri.tcp("127.0.0.1", silent.getLocalPort(), ""))));
                Transport transport = Transport.connect(served.uri().server())) {
            CompletableFuture<?> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return NbdDisk.over(transport, served.uri());
                } catch (Exception e) {
                    return e;
                }
            });
            try (Socket _ = silent.accept()) {
                transport.close();
                waiting.join();
                served.close();
            }
        }
    }
}
