// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import static dev.platter.testkit.server.FakeServer.STARTED;
import static dev.platter.testkit.server.FakeServer.export;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.server.bundles.BundleState;
import dev.platter.server.bundles.BundleStatus;
import dev.platter.server.steering.ConnectionStatus;
import dev.platter.server.steering.Deployment;
import dev.platter.server.steering.ExportStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The page is complete before any script runs. */
class StatusPageTest {
    @AutoClose
    private final Visitor visitor = new Visitor();

    StatusPageTest() throws IOException {}

    @Test
    void exportsAreShownWithTheirChains() throws Exception {
        visitor.server.serves(
                export("vm1", "serving", 3),
                new ExportStatus(
                        "vm2",
                        "stuck",
                        List.of("file@1.0.0"),
                        true,
                        true,
                        1,
                        List.of("dev.example.Hangs.read(Hangs.java:12)"),
                        Optional.empty()));

        String exports = table("exports");

        assertTrue(exports.contains(">vm1<"), exports);
        assertTrue(exports.contains(">offset@1.0.0 → memory@1.2.0<"), exports);
        assertTrue(exports.contains(">3<"), exports);
        assertTrue(exports.contains(">stuck<"), exports);
        assertTrue(exports.contains(">read-only, TLS only<"), exports);
        assertTrue(exports.contains(">dev.example.Hangs.read(Hangs.java:12)<"), exports);
    }

    @Test
    void connectionsAreShownWithTheirTraffic() throws Exception {
        visitor.server.connections = List.of(new ConnectionStatus(
                17, "192.0.2.1:4711", "vm1", "TLSv1.3 CN=client", STARTED, 1_234_567, 8_000_000_000L, 4096, 5));

        String connections = table("connections");

        for (String text : List.of(
                "17",
                "192.0.2.1:4711",
                "TLSv1.3 CN=client",
                "2026-11-20 10:00:00",
                "1,234,567",
                "8.0 GB",
                "4.1 kB",
                "5")) {
            assertTrue(connections.contains(">" + text + "<"), () -> text + " is missing in " + connections);
        }
    }

    @Test
    void bundlesAreShownWithTheirProblems() throws Exception {
        visitor.server.bundles = List.of(
                new BundleStatus(
                        "plugin", "memory", "1.2.0", BundleState.ACTIVE, 2, "memory-1.2.0.jar", Optional.empty()),
                new BundleStatus("jar", "broken", "", BundleState.FAILED, 0, "broken.jar", Optional.of("no manifest")));

        String bundles = table("bundles");

        for (String text : List.of("memory", "1.2.0", "active", "failed", "broken.jar", "no manifest")) {
            assertTrue(bundles.contains(">" + text + "<"), () -> text + " is missing in " + bundles);
        }
    }

    @Test
    void deploymentsAreShownWithTheirErrors() throws Exception {
        visitor.server.deployments = List.of(
                new Deployment(STARTED, "deployed plugin 'memory' 1.2.0", Optional.empty()),
                new Deployment(STARTED, "did not deploy broken.jar", Optional.of("its constructor throws")));

        String deployments = table("deployments");

        for (String text : List.of(
                "2026-11-20 10:00:00",
                "deployed plugin &#39;memory&#39; 1.2.0",
                "done",
                "did not deploy broken.jar",
                "failed",
                "its constructor throws")) {
            assertTrue(deployments.contains(">" + text + "<"), () -> text + " is missing in " + deployments);
        }
    }

    @Test
    void theServerIsShown() throws Exception {
        String page = visitor.get("/").body();

        for (String text : List.of("9.8.7", "ready", "nbd://localhost:10809/", "8.2 kB", "4711")) {
            assertTrue(page.contains(">" + text + "<"), () -> text + " is missing in " + page);
        }
    }

    @Test
    void anEmptyTableSaysSo() throws Exception {
        assertTrue(table("exports").contains("Nothing is served."));
        assertTrue(table("connections").contains("Nobody is connected."));
    }

    @Test
    void namesAreEscaped() throws Exception {
        String evil = "<script>alert('1')</script>\"&\u0000";
        visitor.server.serves(
                new ExportStatus(evil, evil, List.of(evil), false, false, 1, List.of(evil), Optional.empty()));
        visitor.server.connections = List.of(new ConnectionStatus(1, evil, evil, evil, STARTED, 1, 1, 1, 1));
        visitor.server.bundles =
                List.of(new BundleStatus(evil, evil, evil, BundleState.FAILED, 1, evil, Optional.of(evil)));
        visitor.server.deployments = List.of(new Deployment(STARTED, evil, Optional.of(evil)));
        visitor.server.state = evil;

        String page = visitor.get("/").body();

        assertEquals(1, page.split("<script", -1).length - 1, "there is only our own script");
        assertFalse(page.contains("alert('"), page);
        assertTrue(page.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;\ufffd"), page);
    }

    private String table(String id) throws Exception {
        String page = visitor.get("/").body();
        int begin = page.indexOf("id=\"" + id + "\">");
        assertTrue(begin > 0, page);
        return page.substring(begin, page.indexOf("</tbody>", begin));
    }
}
