// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import dev.platter.daemon.history.History;
import dev.platter.daemon.history.Mark;
import dev.platter.daemon.history.Measure;
import dev.platter.daemon.history.Recent;
import dev.platter.daemon.history.Span;
import dev.platter.engine.traffic.Latencies;
import dev.platter.engine.traffic.RequestSizes;
import dev.platter.nbd.Commands;
import java.util.Arrays;
import java.util.List;

/** The charts of the server and of an export, and the histograms of an export. */
final class Charts {
    private static final LineChart THROUGHPUT = new LineChart(
            "throughput",
            "Throughput",
            Quantity.BYTES_PER_SECOND,
            List.of(new Line("read", Measure.READ), new Line("written", Measure.WRITTEN)));
    private static final LineChart REQUESTS =
            new LineChart("requests", "Requests", Quantity.PER_SECOND, List.of(new Line("requests", Measure.REQUESTS)));
    private static final LineChart LATENCY = new LineChart(
            "latency",
            "Latency",
            Quantity.SECONDS,
            List.of(new Line("median", Measure.MEDIAN), new Line("99th percentile", Measure.PERCENTILE_99)));

    private static final List<String> LATENCIES = Arrays.stream(Latencies.bounds())
            .mapToObj(nanos -> Quantity.SECONDS.format(nanos / 1e9))
            .toList();
    private static final List<String> SIZES =
            Arrays.stream(RequestSizes.bounds()).mapToObj(Amounts::binary).toList();

    private Charts() {}

    static void writeLines(Html html, Recent recent, List<Mark> all) {
        TimeAxis axis = new TimeAxis(recent);
        Marks marks = new Marks(axis, all);
        html.markup("<div class=\"charts\">\n");
        for (LineChart chart : List.of(THROUGHPUT, REQUESTS, LATENCY, errors(recent.span()))) {
            chart.write(html, recent, marks, axis);
        }
        html.markup("</div>\n<p class=\"legend\">The figures are those of the ")
                .text(recent.span() == Span.MINUTE ? "last " : "running ")
                .text(step(recent.span()))
                .markup(", times are UTC.");
        for (Mark.Kind kind : Mark.Kind.values()) {
            html.markup(" <span class=\"mark ")
                    .text(Marks.look(kind))
                    .markup("\"><b>")
                    .text(Marks.shape(kind))
                    .markup("</b> ")
                    .text(Marks.words(kind))
                    .markup("</span>");
        }
        html.markup("</p>\n");
    }

    /** Errors are counted, not divided by time: one of them is one. */
    private static LineChart errors(Span span) {
        return new LineChart(
                "errors", "Errors per " + step(span), Quantity.NUMBER, List.of(new Line("errors", Measure.ERRORS)));
    }

    private static String step(Span span) {
        return switch (span) {
            case MINUTE -> "second";
            case HOUR -> "minute";
            case DAY -> "quarter of an hour";
        };
    }

    static void writeHistograms(Html html, Recent recent) {
        String span = recent.span().word();
        html.markup("<div class=\"charts\">\n");
        new Histogram(
                        "latencies",
                        "Latencies of requests",
                        LATENCIES,
                        3,
                        List.of(new Bars("requests", recent.latencies())))
                .write(html, span);
        new Histogram(
                        "sizes",
                        "Sizes of requests",
                        SIZES,
                        3,
                        List.of(
                                new Bars("reads", recent.sizes(Commands.READ)),
                                new Bars("writes", recent.sizes(Commands.WRITE))))
                .write(html, span);
        html.markup("</div>\n<p class=\"legend\">Requests of the last ")
                .text(span)
                .markup(", of which the oldest sixth may be missing. A bar counts what is above the bound on its left,"
                        + " and not above that on its right.</p>\n");
    }

    static String leftOut() {
        return "There is no history of this export: " + History.MOST
                + " others, which is the most that the server keeps,"
                + " have had traffic within a day. The metrics count it.";
    }
}
