// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.platter.control.line.JsonText;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code platterctl top}: rates from pairs of snapshots, until the user interrupts it. */
final class Top {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final double NANOSECONDS = 1e9;

    private final Session session;
    private final Duration interval;
    private final boolean once;

    private Top(Session session, Duration interval, boolean once) {
        this.session = session;
        this.interval = interval;
        this.once = once;
    }

    static Top of(Session session, Given given) throws Failure {
        String text = given.last("interval").orElse("1s");
        Duration interval = TimeOption.parse("--interval", text);
        if (interval.compareTo(SHORTEST) < 0) {
            throw Failure.usage("--interval=" + text + " is too short: the shortest is 10ms");
        }
        return new Top(session, interval, given.has("once"));
    }

    /** Ends after one table if that was asked for, or when the output is not read any more. */
    void run() throws Failure {
        PrintStream out = session.terminal().out();
        JsonElement before = session.ask("traffic");
        long since = System.nanoTime();
        boolean first = true;
        do {
            if (!pause()) {
                return;
            }
            JsonElement after = session.ask("traffic");
            long now = System.nanoTime();
            double seconds = (now - since) / NANOSECONDS;
            print(TrafficRate.between(before, after, seconds), seconds, first);
            out.flush();
            before = after;
            since = now;
            first = false;
        } while (!once && !out.checkError());
    }

    private boolean pause() {
        try {
            Thread.sleep(interval);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void print(List<TrafficRate> rates, double seconds, boolean first) {
        PrintStream out = session.terminal().out();
        if (session.json()) {
            out.println(JsonText.of(json(rates, seconds)));
            return;
        }
        List<String> lines = table(rates);
        if (session.terminal().interactive() && !once) {
            out.print(Screen.of(session.terminal().environment()).frame(lines));
        } else {
            out.print((first ? "" : "\n") + String.join("\n", lines) + "\n");
        }
    }

    private static JsonObject json(List<TrafficRate> rates, double seconds) {
        var object = new JsonObject();
        object.addProperty("seconds", seconds);
        var array = new JsonArray();
        rates.forEach(rate -> array.add(rate.json()));
        object.add("rates", array);
        return object;
    }

    /** Exports before connections, and the busiest first. */
    private static List<String> table(List<TrafficRate> rates) {
        var table =
                new TextTable("EXPORT", ">CONNECTION", ">IOPS", ">READ MB/s", ">WRITE MB/s", ">ERRORS/s", ">LATENCY");
        List<TrafficRate> sorted = new ArrayList<>(rates);
        sorted.sort(Comparator.<TrafficRate, Boolean>comparing(
                        rate -> rate.connection().isPresent())
                .thenComparing(Comparator.comparingDouble(TrafficRate::requests).reversed()));
        for (TrafficRate rate : sorted) {
            table.row(
                    Views.shown(rate.export()),
                    rate.connection().map(String::valueOf).orElse("all"),
                    Human.rate(rate.requests()),
                    Human.megabytes(rate.bytesRead()),
                    Human.megabytes(rate.bytesWritten()),
                    Human.rate(rate.errors()),
                    rate.latency().map(Human::latency).orElse(""));
        }
        return table.lines();
    }
}
