// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import static dev.platter.testkit.server.FakeServer.export;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.daemon.history.History;
import dev.platter.engine.traffic.Counters;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.nbd.Commands;
import dev.platter.server.steering.Deployment;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pictures on the pages, as they arrive. */
class ChartsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00.003Z");

    @AutoClose
    private final Visitor visitor = new Visitor();

    private Instant now = BEGIN;

    ChartsTest() throws IOException {}

    private Counters serve(String name) {
        visitor.server.serves(export(name, "serving", 1));
        ExportTraffic traffic = new ExportTraffic();
        visitor.server.traffic.put(name, traffic);
        return traffic.begin();
    }

    private void sample() {
        visitor.history.sample(now, visitor.server.traffic);
        now = now.plusSeconds(1);
    }

    /** 55 idle seconds, then 1, 2, and 4 MB read, 500 kB written, and nothing. */
    private void somethingHappens() {
        Counters counters = serve("vm1");
        for (int second = 0; second <= 56; second++) {
            sample();
        }
        for (int megabytes : new int[] {1, 2, 4}) {
            counters.late(Commands.READ, megabytes * 1_000_000L, 400_000);
            sample();
        }
        counters.late(Commands.WRITE, 500_000, 3_000_000);
        counters.failed(Commands.WRITE);
        sample();
    }

    private String page(String path) throws Exception {
        HttpResponse<String> answer = visitor.get(path);
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/export?name=vm1"})
    void pointsAreWhereTheirNumbersAre(String path) throws Exception {
        somethingHappens();

        Drawn drawn = Drawn.in(page(path));

        assertEquals(
                List.of("0 0 60 1000", "0 0 60 1000", "0 0 60 1000", "0 0 60 1000"),
                drawn.attributes("svg", "lines", "viewBox"));
        List<String> first = drawn.attributes("path", "line first", "d");
        assertEquals(4, first.size());
        // The axis of throughput ends at 4 MB/s.
        assertTrue(first.get(0).startsWith("M0.5 1000L1.5 1000L"), first.get(0));
        assertTrue(first.get(0).endsWith("L55.5 1000L56.5 750L57.5 500L58.5 0L59.5 1000"), first.get(0));
        List<String> second = drawn.attributes("path", "line second", "d");
        assertTrue(second.get(0).endsWith("L58.5 1000L59.5 875"), second.get(0));
        // That of errors at 2.
        assertTrue(first.get(3).endsWith("L58.5 1000L59.5 500"), first.get(3));
        assertEquals(
                List.of("0", "2 MB/s", "4 MB/s"), drawn.words("text", "scale").subList(0, 3));
        assertTrue(drawn.words("span", "key first").contains("read 0 B/s"), "" + drawn.words("span", "key first"));
        assertTrue(drawn.words("span", "key second").contains("written 500 kB/s"));
    }

    @Test
    void aMomentWithoutRequestsIsAGapInTheLatencies() throws Exception {
        Counters counters = serve("vm1");
        sample();
        for (int i = 0; i < 2; i++) {
            counters.late(Commands.READ, 512, 10_000_000);
            sample();
            sample();
        }
        counters.late(Commands.READ, 512, 10_000_000);
        sample();
        counters.late(Commands.READ, 512, 10_000_000);
        sample();

        String median =
                Drawn.in(page("/")).attributes("path", "line first", "d").get(2);
        assertEquals("M54.5 0h0M56.5 0h0M58.5 0L59.5 0", median);
    }

    @Test
    void theTimeBeforeTheStartIsAGap() throws Exception {
        serve("vm1");
        sample();
        sample();
        sample();

        assertEquals(
                "M58.5 1000L59.5 1000",
                Drawn.in(page("/")).attributes("path", "line first", "d").getFirst());
    }

    @Test
    void timesAreRoundAndWhereTheyBelong() throws Exception {
        somethingHappens();

        Drawn minute = Drawn.in(page("/?span=minute"));
        assertEquals(
                List.of("10:00:00", "10:00:15", "10:00:30", "10:00:45", "10:01:00"),
                minute.words("text", "label").subList(0, 5));
        assertEquals(
                List.of("0%", "25%", "50%", "75%", "100%"),
                minute.attributes("text", "label", "x").subList(0, 5));
        assertEquals(
                List.of("start", "middle", "middle", "middle", "end"),
                minute.attributes("text", "label", "text-anchor").subList(0, 5));
        Drawn day = Drawn.in(page("/?span=day"));
        assertEquals(
                List.of("12:00", "18:00", "00:00", "06:00"),
                day.words("text", "label").subList(0, 4));
    }

    @Test
    void changesAreMarkedWhereTheyHappened() throws Exception {
        somethingHappens();
        visitor.server.deployments = List.of(
                new Deployment(BEGIN.plusSeconds(45), "deploying x.jar", Optional.of("it is not a jar")),
                new Deployment(BEGIN.plusMillis(30_300), "reload", Optional.empty()),
                new Deployment(BEGIN.plusMillis(30_000), "deployed plugin 'memory' 1.2.0", Optional.empty()),
                new Deployment(BEGIN.plusSeconds(6), "deployed plugin 'memory' 1.1.0", Optional.empty()),
                new Deployment(BEGIN.minusSeconds(6), "deployed plugin 'memory' 1.0.0", Optional.empty()));

        Drawn drawn = Drawn.in(page("/"));

        assertEquals(4, drawn.elements("g", "mark deployment").size(), "one in each of four charts");
        assertEquals(
                "10:00:06 deployed plugin 'memory' 1.1.0▲",
                drawn.words("g", "mark deployment").getFirst().strip());
        assertEquals(
                "10:00:30 deployed plugin 'memory' 1.2.0; 10:00:30 reload◆",
                drawn.words("g", "mark reload").getFirst().strip());
        assertEquals(
                "10:00:45 deploying x.jar has failed: it is not a jar✖",
                drawn.words("g", "mark problem").getFirst().strip());
        assertEquals(
                "75.01%",
                ((org.w3c.dom.Element) drawn.elements("g", "mark problem")
                                .getFirst()
                                .getElementsByTagName("line")
                                .item(0))
                        .getAttribute("x1"));
    }

    @Test
    void aPictureIsDescribedInWords() throws Exception {
        somethingHappens();
        visitor.server.deployments = List.of(new Deployment(BEGIN.plusSeconds(6), "reload", Optional.empty()));

        Drawn drawn = Drawn.in(page("/"));

        assertEquals("img", drawn.attributes("svg", "chart", "role").getFirst());
        assertEquals(
                "throughput-title throughput-text",
                drawn.attributes("svg", "chart", "aria-labelledby").getFirst());
        assertEquals("Throughput, last minute", drawn.words("title", "").getFirst());
        assertEquals(
                "read: 0 B/s now, 4 MB/s at most. written: 500 kB/s now, 500 kB/s at most. Marked: 10:00:06 reload.",
                drawn.words("desc", "").getFirst());
    }

    @Test
    void histogramsHaveABarForEachBucketWithRequests() throws Exception {
        somethingHappens();

        Drawn drawn = Drawn.in(page("/export?name=vm1"));

        List<String> bars = drawn.words("rect", "bar first");
        assertEquals(
                List.of(
                        "requests, 200 µs to 500 µs: 3 (75.0 %)",
                        "requests, 2 ms to 5 ms: 1 (25.0 %)",
                        "reads, 512 KiB to 1 MiB: 1 (33.3 %)",
                        "reads, 1 MiB to 2 MiB: 1 (33.3 %)",
                        "reads, 2 MiB to 4 MiB: 1 (33.3 %)"),
                bars);
        assertEquals(List.of("writes, 256 KiB to 512 KiB: 1 (100.0 %)"), drawn.words("rect", "bar second"));
        // The sixth of twenty buckets, three of four requests high.
        assertEquals("25.4%", drawn.attributes("rect", "bar first", "x").getFirst());
        assertEquals("78", drawn.attributes("rect", "bar first", "height").getFirst());
        assertFalse(page("/").contains("Latencies"), "histograms of one export");
    }

    @Test
    void theExportsLeadToTheirPagesAndThoseToEachSpan() throws Exception {
        String name = "a b&c=d/ü?";
        serve(name);
        sample();
        sample();
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);

        assertTrue(page("/").contains("<a href=\"export?name=" + encoded + "\">a b&amp;c=d/ü?</a>"));
        String its = page("/export?name=" + encoded);
        assertTrue(its.contains("<h1>a b&amp;c=d/ü?</h1>"), its);
        assertTrue(its.contains("<a href=\"export?name=" + encoded + "&amp;span=day\">day</a>"), its);
        String day = page("/export?name=" + encoded + "&span=day");
        assertTrue(day.contains("&amp;span=day\" aria-current=\"page\">day</a>"), day);
        assertTrue(day.contains("Throughput, last day"), day);
    }

    @Test
    void headIsAnsweredAsGetIs() throws Exception {
        somethingHappens();
        HttpResponse<String> head = visitor.ask("HEAD", "/export?name=vm1&span=day");

        assertEquals(200, head.statusCode());
        assertEquals(
                visitor.get("/export?name=vm1&span=day").headers().firstValue("Content-Length"),
                head.headers().firstValue("Content-Length"));
        assertEquals("", head.body());
    }

    @Test
    void namesAndSentencesAreEscaped() throws Exception {
        String evil = "</title></svg><script>alert('1')</script>\"&\u0000";
        serve(evil).late(Commands.READ, 512, 1);
        sample();
        sample();
        visitor.server.deployments = List.of(new Deployment(BEGIN, evil, Optional.of(evil)));

        for (String path : List.of("/", "/export?name=" + URLEncoder.encode(evil, StandardCharsets.UTF_8))) {
            String page = page(path);
            assertEquals(1, page.split("<script", -1).length - 1, "there is only our own script");
            assertFalse(page.contains("alert('"), page);
            assertTrue(Drawn.in(page).words("g", "mark problem").getFirst().contains("<script>alert('1')"), page);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/?span=week, 400, is not a span; there are minute",
        "/export?name=vm1&span=, 400, is not a span; there are minute",
        "/export?name=vm2, 404, no export with the name",
        "/export, 404, no export with the name"
    })
    void aWrongQueryIsRefusedInWords(String path, int status, String words) throws Exception {
        somethingHappens();

        HttpResponse<String> answer = visitor.get(path);

        assertEquals(status, answer.statusCode());
        assertTrue(answer.body().contains(words), answer.body());
    }

    @Test
    void anExportWithoutAHistorySaysWhy() throws Exception {
        for (int i = 0; i <= History.MOST; i++) {
            serve("vm" + i).late(Commands.READ, 512, 1);
        }
        sample();
        for (ExportTraffic each : visitor.server.traffic.values()) {
            each.begin().late(Commands.READ, 512, 1);
        }
        sample();

        long without = 0;
        for (String name : visitor.server.traffic.keySet()) {
            String page = page("/export?name=" + name);
            if (page.contains("There is no history of this export: 100 others")) {
                without++;
                assertFalse(page.contains("<svg"), page);
            }
        }
        assertEquals(1, without);
    }

    @Test
    void beforeTheFirstSampleThereIsNoPicture() throws Exception {
        assertFalse(page("/").contains("<svg"));
    }
}
