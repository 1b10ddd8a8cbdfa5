// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.engine.export.Chain;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.ServedExport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An address of IPv4 serves IPv4 alone, and that of all addresses of IPv6 serves both. */
class AddressFamilyTest {
    private NbdServer server;

    @AfterEach
    void stop() {
        server.stop(Duration.ZERO);
    }

    @BeforeAll
    static void requireIpv6() throws IOException {
        assumeTrue(
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress()),
                "this machine has no ::1");
    }

    private int listenOn(String address) throws IOException {
        server = NbdServer.builder()
                .exports(Exports.any(new ServedExport(
                        Chain.of("fake", new FakePlugin(FakePlugin.Kind.INLINE)).build(), false)))
                .listen(new InetSocketAddress(InetAddress.ofLiteral(address), 0))
                .start();
        return ((InetSocketAddress) server.addresses().getFirst()).getPort();
    }

    private static String clientOf(String address, int port) throws IOException {
        try (Socket client = new Socket(InetAddress.ofLiteral(address), port)) {
            return client.getInetAddress().getHostAddress();
        }
    }

    @Test
    void allAddressesOfIpv4AreNotThoseOfIpv6() throws IOException {
        int port = listenOn("0.0.0.0");
        assertEquals("127.0.0.1", clientOf("127.0.0.1", port));
        assertThrows(ConnectException.class, () -> clientOf("::1", port));
        assertEquals("0.0.0.0", ((InetSocketAddress) server.addresses().getFirst()).getHostString());
    }

    @Test
    void allAddressesOfIpv6AreThoseOfIpv4Too() throws IOException {
        int port = listenOn("::");
        assertEquals("127.0.0.1", clientOf("127.0.0.1", port));
        assertEquals("0:0:0:0:0:0:0:1", clientOf("::1", port));
    }
}
