// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import static dev.platter.testkit.server.FakeServer.export;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.traffic.Counters;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.nbd.Commands;
import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import dev.platter.server.steering.Deployment;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The page in Chromium: its own script refreshes it, and no other script runs. StatusPageTest tests that it needs no script.
 */
@Tag("same-in-both-modes")
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
    void aRefreshKeepsTheSpan() {
        aBusyHour();

        String page =
                visit("/?span=day", "--dump-dom", "--virtual-time-budget=3500").out();

        assertTrue(looks.get() > 1, "the page was refreshed");
        assertTrue(page.contains("Throughput, last day"), page);
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

    @ParameterizedTest
    @EnumSource
    void theChartsAreLegibleInEachScheme(Scheme scheme, @TempDir Path folder) throws Exception {
        Path picture = Optional.ofNullable(System.getProperty("platter.screenshots"))
                .map(Path::of)
                .orElse(folder)
                .resolve(scheme + ".png");
        aBusyHour();

        Outcome outcome = visit(
                "/export?name=vm1&span=hour",
                "--blink-settings=preferredColorScheme=" + scheme.setting,
                "--hide-scrollbars",
                "--window-size=1280,1000",
                "--screenshot=" + picture);

        outcome.success();
        BufferedImage shown = ImageIO.read(picture.toFile());
        int paper = shown.getRGB(2, 2);
        assertEquals(scheme == Scheme.DARK, brightness(paper) < 0.3, "the paper is " + Integer.toHexString(paper));
        // The colours of lines and bars, as the style sheet has them.
        for (int colour : scheme.colours) {
            long pixels = IntStream.range(0, shown.getWidth() * shown.getHeight())
                    .filter(at -> (shown.getRGB(at % shown.getWidth(), at / shown.getWidth()) & 0xffffff) == colour)
                    .count();
            assertTrue(pixels > 100, () -> pixels + " pixels are " + Integer.toHexString(colour));
        }
    }

    /** A colour scheme, with Chromium's number for it, and the two colours of lines. */
    private enum Scheme {
        DARK(0, 0x66b3ff, 0xf5a24f),
        LIGHT(1, 0x1f6fb8, 0xc05a00);

        private final int setting;
        private final int[] colours;

        Scheme(int setting, int... colours) {
            this.setting = setting;
            this.colours = colours;
        }
    }

    private static double brightness(int colour) {
        return ((colour >> 16 & 0xff) + (colour >> 8 & 0xff) + (colour & 0xff)) / 3.0 / 255;
    }

    /** An hour of an export with traffic that rises and falls, an interruption of ten minutes, and some deployments. */
    private void aBusyHour() {
        ExportTraffic traffic = new ExportTraffic();
        visitor.server.traffic.put("vm1", traffic);
        Counters counters = traffic.begin();
        Random random = new Random(4711);
        Instant begin = Instant.parse("2026-11-20T10:00:00Z");
        for (int second = 0; second <= 3600; second += 5) {
            if (second < 1500 || second > 2100) {
                double load = 1 + Math.sin(second / 400.0);
                for (int i = 0; i < load * 20; i++) {
                    counters.late(Commands.READ, 4096L << random.nextInt(6), (long)
                            (30_000 * Math.exp(random.nextGaussian())));
                }
                for (int i = 0; i < load * 6; i++) {
                    counters.late(Commands.WRITE, 16384L << random.nextInt(4), (long)
                            (90_000 * Math.exp(random.nextGaussian())));
                }
                if (second % 700 == 0) {
                    counters.failed(Commands.WRITE);
                }
                visitor.history.sample(begin.plusSeconds(second), visitor.server.traffic);
            }
        }
        visitor.server.deployments = List.of(
                new Deployment(begin.plusSeconds(2800), "deploying x.jar", Optional.of("it is not a jar")),
                new Deployment(begin.plusSeconds(2400), "reload", Optional.empty()),
                new Deployment(begin.plusSeconds(900), "deployed plugin 'memory' 1.2.0", Optional.empty()));
    }

    private Outcome browse(String... options) {
        List<String> all = new ArrayList<>(List.of("--dump-dom", "--virtual-time-budget=3500"));
        all.addAll(List.of(options));
        return visit("/", all.toArray(String[]::new));
    }

    private Outcome visit(String path, String... options) {
        List<String> line = new ArrayList<>(List.of(
                "--headless=new",
                // Chromium does not run as root with a sandbox, and this page is our own.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking"));
        line.addAll(List.of(options));
        line.add(visitor.uri(path).toString());
        Outcome outcome = Peer.require("chromium").run(line.toArray(String[]::new));
        outcome.success();
        return outcome;
    }
}
