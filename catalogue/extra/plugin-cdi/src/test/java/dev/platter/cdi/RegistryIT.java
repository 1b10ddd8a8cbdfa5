// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cdi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.AnnouncedServer;
import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A layer comes from a real registry, to which an image has been pushed. */
@Tag("same-in-both-modes")
@Needs("docker-registry")
@Timeout(60)
class RegistryIT {
    private static final byte[] FIRST = Layers.layer(1, 700_000);
    private static final byte[] SECOND = Layers.layer(2, 400_001);

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private AnnouncedServer registry;
    private int port;

    @BeforeEach
    void start() throws Exception {
        port = AnnouncedServer.freePort();
        Path configuration = Files.writeString(folder.resolve("registry.yml"), """
            version: 0.1
            storage:
              filesystem:
                rootdirectory: %s
            http:
              addr: 127.0.0.1:%d
            """.formatted(folder, port));
        registry = AnnouncedServer.start(
                Peer.require("docker-registry"), "listening on", "serve", configuration.toString());
        push();
    }

    @AfterEach
    void stop() {
        http.close();
        registry.close();
    }

    private void push() throws Exception {
        byte[] config = "{}".getBytes(StandardCharsets.UTF_8);
        byte[] first = Layers.packed(FIRST);
        byte[] second = Layers.packed(SECOND);
        for (byte[] blob : new byte[][] {config, first, second}) {
            HttpResponse<Void> begun = send(HttpRequest.newBuilder(uri("/v2/vm/disk/blobs/uploads/"))
                    .POST(HttpRequest.BodyPublishers.noBody()));
            String where = begun.headers().firstValue("Location").orElseThrow();
            send(HttpRequest.newBuilder(URI.create(where + "&digest=" + Layers.digest(blob)))
                    .header("Content-Type", "application/octet-stream")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(blob)));
        }
        send(HttpRequest.newBuilder(uri("/v2/vm/disk/manifests/v1"))
                .header("Content-Type", "application/vnd.oci.image.manifest.v1+json")
                .PUT(HttpRequest.BodyPublishers.ofString(Layers.manifest(config, first, second))));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<Void> send(HttpRequest.Builder request) throws Exception {
        HttpResponse<Void> response = http.send(request.build(), HttpResponse.BodyHandlers.discarding());
        assertEquals(2, response.statusCode() / 100, response::toString);
        return response;
    }

    @Test
    void layersAreServedUnpacked() throws IOException {
        String name = "127.0.0.1:" + port + "/vm/disk:v1";
        try (Served served = Cdi.serve(name)) {
            assertArrayEquals(FIRST, Cdi.whole(served));
        }
        try (Served served = Cdi.serve(name, "layer=1")) {
            assertArrayEquals(SECOND, Cdi.whole(served));
        }
    }
}
