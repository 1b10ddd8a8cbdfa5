// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class CurlConformanceTest extends PluginConformance {
    private static WebServer server;

    @BeforeAll
    static void serve() throws IOException {
        server = new WebServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected Subject subject() {
        return Subject.of(CurlPlugin.class)
                .with("url", server.uri("/good/1000001").toString())
                .wide("url", server.uri("/good/1000000000001").toString())
                .refusing("url", "ftp://example.com/disk", "ftp")
                .refusing("url", server.uri("/nothing").toString(), "404");
    }
}
