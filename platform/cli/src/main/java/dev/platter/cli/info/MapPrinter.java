package dev.platter.cli.info;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes down extents and their sums, line by line as nbdinfo does. */
final class MapPrinter {
    /** As C rounds: a tie goes to the even digit. */
    private static final RoundingMode ROUNDING = RoundingMode.HALF_EVEN;

    private final PrintStream out;
    private final ExtentMap map;

    MapPrinter(PrintStream out, ExtentMap map) {
        this.out = out;
        this.map = map;
    }

    void printText() {
        map.extents()
                .forEach(extent -> out.println(line(
                                "%10d  %10d  %3s",
                                extent.offset(), extent.length(), Long.toUnsignedString(extent.status()))
                        + described(extent.status(), text -> "  " + text)));
    }

    void printJson() {
        printArray(map.extents().stream()
                .map(extent -> line(
                                "{ \"offset\": %d, \"length\": %d, \"type\": %s",
                                extent.offset(), extent.length(), Long.toUnsignedString(extent.status()))
                        + described(extent.status(), text -> ", \"description\": " + Json.quote(text)) + "}"));
    }

    void printTotalsText(long size) {
        map.totals().forEach((status, bytes) -> {
            BigDecimal percent = percent(bytes, size).setScale(1, ROUNDING);
            out.println(line("%10d %5s%% %3s", bytes, percent, Long.toUnsignedString(status))
                    + described(status, text -> " " + text));
        });
    }

    void printTotalsJson(long size) {
        printArray(map.totals().entrySet().stream().map(total -> {
            String percent = percent(total.getValue(), size)
                    .round(new MathContext(6, ROUNDING))
                    .stripTrailingZeros()
                    .toPlainString();
            String status = Long.toUnsignedString(total.getKey());
            return line("{ \"size\": %d, \"percent\": %s, \"type\": %s", total.getValue(), percent, status)
                    + described(total.getKey(), text -> ", \"description\": " + Json.quote(text)) + " }";
        }));
    }

    private void printArray(Stream<String> elements) {
        List<String> lines = elements.toList();
        out.println("[");
        out.println(String.join(",\n", lines));
        out.println("]");
    }

    private String described(long status, Function<String, String> form) {
        String description = map.describe(status);
        return description.isEmpty() ? "" : form.apply(description);
    }

    private static String line(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    private static BigDecimal percent(long bytes, long size) {
        return new BigDecimal(100.0 * bytes / size);
    }
}
