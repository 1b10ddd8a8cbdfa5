// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.stats;

import java.util.Comparator;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The statistics as a text, in the form of nbdkit's. */
final class Report {
    private static final double KIBI = 1024;
    private static final double MEBI = KIBI * KIBI;
    private static final double GIBI = KIBI * MEBI;
    private static final double SECOND = 1e9;
    private static final double WHOLE = 100;

    private final Formatter lines = new Formatter(new StringBuilder(), Locale.ROOT);
    private final long nanoseconds;
    private final int threshold;

    /**
     * @param nanoseconds how long the server ran
     * @param threshold the share of requests, in per cent, that the breakdown shows; 0 for no breakdown
     */
    Report(long nanoseconds, int threshold) {
        this.nanoseconds = nanoseconds;
        this.threshold = threshold;
    }

    String of(Tallies counted) {
        total(List.of(
                counted.reads(),
                counted.writes(),
                counted.trims(),
                counted.zeroes(),
                counted.extents(),
                counted.caches(),
                counted.flushes()));
        kind("read", counted.reads());
        kind("write", counted.writes());
        kind("trim", counted.trims());
        kind("zero", counted.zeroes());
        kind("extents", counted.extents());
        kind("cache", counted.caches());
        flushes(counted.flushes());
        return lines.toString();
    }

    private void total(List<Tally> all) {
        long requests = all.stream().mapToLong(Tally::requests).sum();
        long bytes = all.stream().mapToLong(Tally::bytes).sum();
        lines.format(
                "total: %d ops, %.6f s, %s, %s/s\n",
                requests, seconds(nanoseconds), size(bytes), rate(bytes, nanoseconds));
    }

    private void kind(String name, Tally tally) {
        if (tally.requests() > 0) {
            summary(name, tally);
            if (threshold > 0) {
                lines.format("  Request size and alignment breakdown:\n");
                breakdown(tally);
                lines.format("\n");
            }
        }
    }

    /** Flushes have neither a length nor an offset. */
    private void flushes(Tally tally) {
        if (tally.requests() > 0) {
            summary("flush", tally);
        }
    }

    private void summary(String name, Tally tally) {
        lines.format(
                "%s: %d ops, %.6f s, %s, %s/s op, %s/s total\n",
                name,
                tally.requests(),
                seconds(tally.nanoseconds()),
                size(tally.bytes()),
                rate(tally.bytes(), tally.nanoseconds()),
                rate(tally.bytes(), nanoseconds));
    }

    /** The most frequent lengths come first, until as many requests are covered as are wanted. */
    private void breakdown(Tally tally) {
        long all = tally.requests();
        long wanted = all * threshold / 100;
        long shown = 0;
        long shownBytes = 0;
        for (int bits : byFrequency(tally)) {
            if (shown >= wanted) {
                break;
            }
            long requests = tally.requests(bits);
            lines.format(
                    "    %2d bits: %4.1f%% (%d reqs, %s total)\n",
                    bits, share(requests, all), requests, size(tally.bytes(bits)));
            alignments(tally, bits);
            shown += requests;
            shownBytes += tally.bytes(bits);
        }
        if (shown < all) {
            lines.format(
                    "    other sizes: %4.1f%% (%d reqs, %s total)\n",
                    share(all - shown, all), all - shown, size(tally.bytes() - shownBytes));
        }
    }

    private static List<Integer> byFrequency(Tally tally) {
        return IntStream.range(0, Tally.ROWS)
                .boxed()
                .filter(bits -> tally.requests(bits) > 0)
                .sorted(Comparator.comparingLong((Integer bits) -> -tally.requests(bits)))
                .toList();
    }

    /** How many requests are aligned to each number of bits, or to more. Offset 0, which is aligned to all, has no line of its own. */
    private void alignments(Tally tally, int bits) {
        long all = tally.requests(bits);
        long wanted = all * threshold / 100;
        long less = 0;
        for (int alignment = 0; alignment < Tally.ALIGNMENTS - 1; alignment++) {
            long exactly = tally.requests(bits, alignment);
            if (exactly > 0 && less > wanted) {
                lines.format(
                        "         %2d+ bit-aligned: %4.1f%% (%d)\n", alignment, share(all - less, all), all - less);
                return;
            }
            if (exactly > 0) {
                lines.format("         %2d bit aligned: %5.1f%% (%d)\n", alignment, share(all - less, all), all - less);
            }
            less += exactly;
        }
    }

    private static double share(long part, long whole) {
        return WHOLE * part / whole;
    }

    private static double seconds(long nanoseconds) {
        return nanoseconds / SECOND;
    }

    private static String rate(long bytes, long nanoseconds) {
        return nanoseconds == 0 ? "(n/a)" : size((long) (bytes / seconds(nanoseconds)));
    }

    private static String size(long bytes) {
        if (bytes < KIBI) {
            return bytes + " bytes";
        }
        if (bytes < MEBI) {
            return String.format(Locale.ROOT, "%.2f KiB", bytes / KIBI);
        }
        return bytes < GIBI
                ? String.format(Locale.ROOT, "%.2f MiB", bytes / MEBI)
                : String.format(Locale.ROOT, "%.2f GiB", bytes / GIBI);
    }
}
