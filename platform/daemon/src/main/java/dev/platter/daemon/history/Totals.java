// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

import dev.platter.engine.traffic.Counters;
import dev.platter.engine.traffic.Latencies;
import dev.platter.engine.traffic.RequestSizes;
import dev.platter.nbd.Commands;
import java.util.Arrays;

/** The counters of an export over all commands at one moment, or the difference between two moments. Immutable. */
final class Totals {
    static final int LATENCY_BUCKETS = Latencies.bounds().length + 1;
    static final int SIZE_BUCKETS = RequestSizes.bounds().length + 1;

    private static final int READ = 0;
    private static final int WRITTEN = 1;
    private static final int REQUESTS = 2;
    private static final int ERRORS = 3;
    private static final int LATENCIES = 4;
    private static final int SIZES = LATENCIES + LATENCY_BUCKETS;
    private static final int FIELDS = SIZES + 2 * SIZE_BUCKETS;

    static final Totals ZERO = new Totals(new long[FIELDS]);

    private final long[] values;

    private Totals(long[] values) {
        this.values = values;
    }

    static Totals of(Counters counters) {
        long[] values = new long[FIELDS];
        values[READ] = counters.bytes(Commands.READ);
        values[WRITTEN] = counters.bytes(Commands.WRITE);
        for (int command = Commands.READ; command < Counters.COMMANDS; command++) {
            values[REQUESTS] += counters.requests(command);
            values[ERRORS] += counters.errors(command);
            add(counters.latencies(command), values, LATENCIES);
        }
        add(counters.sizes(Commands.READ), values, SIZES);
        add(counters.sizes(Commands.WRITE), values, SIZES + SIZE_BUCKETS);
        return new Totals(values);
    }

    private static void add(long[] counts, long[] to, int at) {
        for (int i = 0; i < counts.length; i++) {
            to[at + i] += counts[i];
        }
    }

    Totals plus(Totals more) {
        long[] sums = values.clone();
        add(more.values, sums, 0);
        return new Totals(sums);
    }

    Totals since(Totals earlier) {
        long[] differences = values.clone();
        for (int i = 0; i < FIELDS; i++) {
            differences[i] -= earlier.values[i];
        }
        return new Totals(differences);
    }

    /** Whether the counters have begun again at zero since an earlier moment, as those of another export do. */
    boolean beganAfter(Totals earlier) {
        for (int i = 0; i < FIELDS; i++) {
            if (values[i] < earlier.values[i]) {
                return true;
            }
        }
        return false;
    }

    boolean isSameAs(Totals other) {
        return Arrays.equals(values, other.values);
    }

    long read() {
        return values[READ];
    }

    long written() {
        return values[WRITTEN];
    }

    long requests() {
        return values[REQUESTS];
    }

    long errors() {
        return values[ERRORS];
    }

    long[] latencies() {
        return Arrays.copyOfRange(values, LATENCIES, SIZES);
    }

    /** The histograms, one after the other: latencies, sizes of reads, sizes of writes. */
    long[] histograms() {
        return Arrays.copyOfRange(values, LATENCIES, FIELDS);
    }
}
