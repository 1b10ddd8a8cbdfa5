// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** What the numbers of a chart are, with the units in which people read them. */
enum Quantity {
    BYTES_PER_SECOND(
            1_000, unit(1, "B/s"), unit(1e3, "kB/s"), unit(1e6, "MB/s"), unit(1e9, "GB/s"), unit(1e12, "TB/s")),
    PER_SECOND(10, unit(1, "/s"), unit(1e3, "k/s"), unit(1e6, "M/s")),
    SECONDS(1e-5, unit(1e-6, "µs"), unit(1e-3, "ms"), unit(1, "s")),
    NUMBER(2, unit(1, ""), unit(1e3, "k"), unit(1e6, "M"), unit(1e9, "G"));

    private record Unit(double size, String name) {}

    private static final MathContext THREE_DIGITS = new MathContext(3);

    private final double least;

    @SuppressWarnings("ImmutableEnumChecker") // It is an immutable copy.
    private final List<Unit> units;

    Quantity(double least, Unit... units) {
        this.least = least;
        this.units = List.of(units);
    }

    private static Unit unit(double size, String name) {
        return new Unit(size, name);
    }

    /**
     * The upper end of an axis that begins at zero: two, four or ten times a power of ten, so that its half is a round number
     * too.
     *
     * @param most the largest number to be shown
     */
    double top(double most) {
        double wanted = Math.max(most, least);
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        for (double step : new double[] {1, 2, 4}) {
            // Powers of ten are not exact in binary; without the tolerance an axis would be twice as long as it has to
            // be.
            if (wanted <= step * power * (1 + 1e-6)) {
                return step * power;
            }
        }
        return 10 * power;
    }

    /** A number with three digits and its unit. */
    String format(double number) {
        Unit unit = units.getFirst();
        for (Unit larger : units) {
            // Such numbers are rounded to the larger unit.
            if (number >= larger.size() * 0.9995) {
                unit = larger;
            }
        }
        String digits = new BigDecimal(number / unit.size())
                .round(THREE_DIGITS)
                .stripTrailingZeros()
                .toPlainString();
        return unit.name().isEmpty() || unit.name().startsWith("/") ? digits + unit.name() : digits + " " + unit.name();
    }
}
