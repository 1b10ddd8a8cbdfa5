// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import dev.platter.client.Extent;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Prints extents and their sums, line by line as nbdinfo does. */
final class MapPrinter {
    /** Rounds as C does: a tie goes to the even digit. */
    private static final RoundingMode ROUNDING = RoundingMode.HALF_EVEN;

    private final PrintStream out;
    private final ExtentMap map;

    MapPrinter(PrintStream out, ExtentMap map) {
        this.out = out;
        this.map = map;
    }

    void printText() {
        for (Extent extent : map.extents()) {
            String numbers = String.format(
                    Locale.ROOT, "%10d  %10d  %3s", extent.offset(), extent.length(), number(extent.status()));
            out.println(numbers + prefixed("  ", map.describe(extent.status())));
        }
    }

    void printJson() {
        printArray(map.extents().stream()
                .map(extent -> "{ \"offset\": " + extent.offset() + ", \"length\": " + extent.length()
                        + jsonOf(extent.status()) + "}"));
    }

    void printTotalsText(long size) {
        map.totals().forEach((status, bytes) -> {
            BigDecimal percent = percent(bytes, size).setScale(1, ROUNDING);
            String numbers = String.format(Locale.ROOT, "%10d %5s%% %3s", bytes, percent, number(status));
            out.println(numbers + prefixed(" ", map.describe(status)));
        });
    }

    void printTotalsJson(long size) {
        printArray(map.totals().entrySet().stream().map(total -> {
            BigDecimal percent = percent(total.getValue(), size).round(new MathContext(6, ROUNDING));
            return "{ \"size\": " + total.getValue() + ", \"percent\": "
                    + percent.stripTrailingZeros().toPlainString() + jsonOf(total.getKey()) + " }";
        }));
    }

    private void printArray(Stream<String> elements) {
        List<String> lines = elements.toList();
        out.println("[");
        out.println(String.join(",\n", lines));
        out.println("]");
    }

    private String jsonOf(long status) {
        String description = map.describe(status);
        return ", \"type\": " + number(status)
                + (description.isEmpty() ? "" : ", \"description\": " + Json.quote(description));
    }

    private static String prefixed(String prefix, String description) {
        return description.isEmpty() ? "" : prefix + description;
    }

    private static String number(long status) {
        return Long.toUnsignedString(status);
    }

    private static BigDecimal percent(long bytes, long size) {
        return new BigDecimal(100.0 * bytes / size);
    }
}
