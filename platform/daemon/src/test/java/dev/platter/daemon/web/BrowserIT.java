// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import static dev.platter.testkit.server.FakeServer.export;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * The page in Chromium: its own script refreshes it, and no other script runs. StatusPageTest tests that it needs no script.
 */
@Needs("chromium")
class BrowserIT {
    @AutoClose
    private final Visitor visitor = new Visitor();

    /** How often the page was generated: first for the document, then for the script. */
    private final AtomicInteger looks = new AtomicInteger();

    BrowserIT() throws IOException {
        visitor.server.exports = () -> List.of(export("look-" + looks.incrementAndGet(), "serving", 1));
    }

    @Test
    void thePageRefreshesItself() {
        String page = browse().out();

        assertFalse(page.contains("look-1<"), page);
        assertTrue(page.matches("(?s).*look-[2-9]<.*"), page);
        assertTrue(page.contains("id=\"silence\" role=\"status\" hidden"), page);
    }

    @Test
    void aServerThatHasGoneIsMissed() {
        visitor.server.exports = () -> {
            if (looks.incrementAndGet() > 1) {
                throw new IllegalStateException("this test has the server fail");
            }
            return List.of(export("before", "serving", 1));
        };

        String page = browse().out();

        assertTrue(page.contains("id=\"silence\" role=\"status\">"), page);
        assertTrue(page.contains("before<"), page);
    }

    @Test
    void anExportsNameIsHarmless() {
        String evil = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        visitor.server.exports = () -> {
            looks.incrementAndGet();
            return List.of(export(evil, "serving", 1));
        };

        Outcome outcome = browse();

        assertTrue(looks.get() > 1, "the script has put the name into the page too");
        assertTrue(outcome.out().contains("<title>Platter</title>"), outcome.out());
        assertTrue(outcome.out().contains("&lt;img src=x"), outcome.out());
        assertFalse(outcome.out().contains("<img"), outcome.out());
    }

    @Test
    void thePageBreaksNoneOfItsOwnRules() {
        String complaints = browse("--enable-logging=stderr", "--v=0").err();

        assertFalse(complaints.contains("Content Security Policy"), complaints);
        assertFalse(complaints.contains("CONSOLE"), complaints);
    }

    private Outcome browse(String... options) {
        List<String> line = new ArrayList<>(List.of(
                "--headless=new",
                // Chromium does not run as root with a sandbox, and this page is our own.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--dump-dom",
                "--virtual-time-budget=3500"));
        line.addAll(List.of(options));
        line.add(visitor.uri("/").toString());
        Outcome outcome = Peer.require("chromium").run(line.toArray(String[]::new));
        outcome.success();
        return outcome;
    }
}
