// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The traffic of an export, or of one connection, per second between two snapshots.
 *
 * @param export the name of the export
 * @param connection the number of the connection; empty for the export as a whole
 * @param latency the mean duration of a request, in seconds; empty if there was no request, or if durations are not measured
 */
record TrafficRate(
        String export,
        Optional<Long> connection,
        double requests,
        double bytesRead,
        double bytesWritten,
        double errors,
        Optional<Double> latency) {

    private record Key(String export, Optional<Long> connection) {}

    /**
     * Compares two snapshots.
     *
     * @param seconds the time between them
     * @return a rate for each entry of the later one, in its order
     */
    static List<TrafficRate> between(JsonElement before, JsonElement after, double seconds) throws Failure {
        Map<Key, Fields> earlier = new HashMap<>();
        for (Fields traffic : Fields.all(before)) {
            earlier.put(key(traffic), traffic);
        }
        List<TrafficRate> rates = new ArrayList<>();
        for (Fields traffic : Fields.all(after)) {
            Key key = key(traffic);
            rates.add(of(key, Optional.ofNullable(earlier.get(key)), traffic, seconds));
        }
        return rates;
    }

    private static Key key(Fields traffic) throws Failure {
        return new Key(
                traffic.text("export"),
                traffic.isNull("connection") ? Optional.empty() : Optional.of(traffic.number("connection")));
    }

    private static TrafficRate of(Key key, Optional<Fields> before, Fields after, double seconds) throws Failure {
        long requests = grown("requests", before, after);
        Optional<Double> busy = after.optionalDecimal("busy");
        if (busy.isPresent() && before.isPresent()) {
            double earlier = before.get().optionalDecimal("busy").orElse(0.0);
            busy = Optional.of(busy.get() < earlier ? busy.get() : busy.get() - earlier);
        }
        return new TrafficRate(
                key.export(),
                key.connection(),
                requests / seconds,
                grown("bytesRead", before, after) / seconds,
                grown("bytesWritten", before, after) / seconds,
                grown("errors", before, after) / seconds,
                requests == 0 ? Optional.empty() : busy.map(time -> time / requests));
    }

    /** An entry that is new, or that came back under the same name, has begun at 0. */
    private static long grown(String member, Optional<Fields> before, Fields after) throws Failure {
        long now = after.number(member);
        long earlier = before.isPresent() ? before.get().number(member) : 0;
        return now < earlier ? now : now - earlier;
    }

    JsonObject json() {
        var object = new JsonObject();
        object.addProperty("export", export);
        object.addProperty("connection", connection.orElse(null));
        object.addProperty("requestsPerSecond", requests);
        object.addProperty("bytesReadPerSecond", bytesRead);
        object.addProperty("bytesWrittenPerSecond", bytesWritten);
        object.addProperty("errorsPerSecond", errors);
        object.addProperty("latency", latency.orElse(null));
        return object;
    }
}
