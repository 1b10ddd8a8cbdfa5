// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.testkit.Served;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("same-in-both-modes")
@Timeout(30)
class CookieFileTest {
    @TempDir
    private Path folder;

    @Test
    void cookiesOfFileAndServerAreSentAndKept() throws IOException {
        Path jar = Files.writeString(folder.resolve("jar"), """
            # Netscape HTTP Cookie File
            127.0.0.1\tFALSE\t/\tFALSE\t0\tfirst\t1
            127.0.0.1\tFALSE\t/\tFALSE\t86400\texpired\t1
            """);
        Queue<String> sent = new ConcurrentLinkedQueue<>();
        try (WebServer server = new WebServer()) {
            server.on("/disk", exchange -> {
                sent.add(String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")));
                exchange.getResponseHeaders().set("Set-Cookie", "second=2; Max-Age=1000");
                WebServer.range(exchange, 10_000);
            });
            try (Served served = Curl.serve(server.uri("/disk"), "cookiejar=" + jar)) {
                served.client().read(5000, ByteBuffer.allocate(10), 0);
            }
        }
        assertEquals("first=1", sent.poll());
        String both = sent.poll();
        assertTrue(List.of("first=1; second=2", "second=2; first=1").contains(both), both);
        String kept = Files.readString(jar);
        assertTrue(kept.contains("\tsecond\t2\n") && kept.contains("\tfirst\t1\n"), kept);
    }

    @Test
    void timeThatIsNoNumberIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "a\tFALSE\t/\tFALSE\tsoon\tname\tvalue\n");
        IOException refused = assertThrows(
                IOException.class, () -> new CookieFile(Optional.of(file), Optional.empty(), URI.create("http://a/")));
        assertTrue(refused.getMessage().contains("'soon'"), refused.getMessage());
    }
}
