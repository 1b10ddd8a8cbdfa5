// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.peers.AnnouncedServer;
import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A web server as others run it, with HTTP/1.1, and with HTTP/2 over TLS. */
@Tag("same-in-both-modes")
@Needs("nginx")
@Timeout(60)
class NginxIT {
    private static final int SIZE = (5 << 20) + 321;

    @TempDir
    private Path folder;

    private AnnouncedServer nginx;
    private int plain;
    private int encrypted;

    @BeforeEach
    void start() throws Exception {
        Files.write(folder.resolve("disk.img"), WebServer.bytes(0, SIZE));
        Peer keys = Peer.require("nginx");
        Path pem = TestCertificate.write(folder);
        plain = AnnouncedServer.freePort();
        encrypted = AnnouncedServer.freePort();
        Path configuration =
                Files.writeString(folder.resolve("nginx.conf"), """
                    daemon off;
                    master_process off;
                    pid %1$s/pid;
                    error_log stderr notice;
                    events {}
                    http {
                      access_log off;
                      root %1$s;
                      server { listen 127.0.0.1:%2$d; listen unix:%1$s/socket; }
                      server {
                        listen 127.0.0.1:%3$d ssl;
                        http2 on;
                        ssl_certificate %4$s;
                        ssl_certificate_key %4$s;
                        location /two/ {
                          if ($server_protocol != "HTTP/2.0") { return 505; }
                          alias %1$s/;
                        }
                      }
                    }
                    """.formatted(folder, plain, encrypted, pem));
        nginx = AnnouncedServer.start(
                keys, "event method", "-e", "stderr", "-p", folder.toString(), "-c", configuration.toString());
    }

    @AfterEach
    void stop() {
        nginx.close();
    }

    private static URI uri(String scheme, int port) {
        return uri(scheme, port, "/disk.img");
    }

    private static URI uri(String scheme, int port, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + path);
    }

    private static void assertWhole(Served served) throws IOException {
        NbdClient client = served.client();
        byte[] got = new byte[SIZE];
        for (int at = 0; at < SIZE; at += 200_000) {
            int length = Math.min(200_000, SIZE - at);
            client.read(at, ByteBuffer.allocate(length), 0).data().get(got, at, length);
        }
        assertArrayEquals(WebServer.bytes(0, SIZE), got);
    }

    @Test
    void fileIsReadWithHttp1() throws IOException {
        try (Served served = Curl.serve(uri("http", plain))) {
            assertWhole(served);
        }
    }

    @Test
    void fileIsReadWithHttp2() throws IOException {
        try (Served served =
                Curl.serve(uri("https", encrypted, "/two/disk.img"), "sslverify=false", "http-version=2.0")) {
            assertWhole(served);
        }
    }

    @Test
    void fileIsReadWithTls() throws IOException {
        try (Served served = Curl.serve(uri("https", encrypted), "sslverify=false")) {
            assertWhole(served);
        }
    }

    @Test
    void fileIsReadThroughAUnixSocket() throws IOException {
        try (Served served = Curl.serve(
                URI.create("http://no-such-host.example/disk.img"), "unix-socket-path=" + folder.resolve("socket"))) {
            assertWhole(served);
        }
    }

    @Test
    void hostIsWhereTheUserSaysItIs() throws IOException {
        try (Served served = Curl.serve(
                URI.create("http://no-such-host.example:" + plain + "/disk.img"),
                "resolve=no-such-host.example:" + plain + ":127.0.0.1")) {
            assertWhole(served);
        }
    }

    @Test
    void replacedFileIsAnErrorForThoseWhoHaveItOpen() throws IOException {
        try (Served served = Curl.serve(uri("http", plain))) {
            NbdClient client = served.client();
            client.read(4_000_000, ByteBuffer.allocate(512), 0);
            Path other = Files.write(folder.resolve("other"), new byte[SIZE]);
            Files.setLastModifiedTime(other, FileTime.fromMillis(1_000_000_000_000L));
            Files.move(other, folder.resolve("disk.img"), StandardCopyOption.REPLACE_EXISTING);

            String message = String.valueOf(
                    assertThrows(IOException.class, () -> client.read(1_000_000, ByteBuffer.allocate(512), 0))
                            .getMessage());
            assertTrue(message.contains("has changed"), message);
        }
    }
}
