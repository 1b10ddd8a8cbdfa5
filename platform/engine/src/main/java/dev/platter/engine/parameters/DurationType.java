package dev.platter.engine.parameters;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A {@link Duration}: seconds as a plain number, or a number with a unit. The units from {@code s} down are nbdkit's,
 * the longer ones are ours. What is finer than a nanosecond is cut off.
 */
final class DurationType implements ValueType {
    private static final String[] UNITS = {"", "s", "ms", "us", "μs", "µs", "ns", "min", "h", "d"};
    private static final long[] NANOSECONDS = {
        1_000_000_000,
        1_000_000_000,
        1_000_000,
        1_000,
        1_000,
        1_000,
        1,
        60_000_000_000L,
        3_600_000_000_000L,
        86_400_000_000_000L
    };

    /** More is an oversight, and would make the arithmetic of whoever waits for it overflow. */
    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    @Override
    public String syntax() {
        return "DURATION";
    }

    @Override
    public Duration parse(String text, Path base) {
        int end = text.length();
        while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        String unit = text.substring(end);
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(unit)) {
                BigDecimal nanoseconds = number(text, end).multiply(BigDecimal.valueOf(NANOSECONDS[i]));
                return duration(text, nanoseconds);
            }
        }
        throw unparsable(text);
    }

    private static Duration duration(String text, BigDecimal nanoseconds) {
        if (nanoseconds.signum() < 0) {
            throw new IllegalArgumentException("a duration cannot be negative: " + text);
        }
        if (nanoseconds.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the duration is too long: " + text + " (at most "
                    + Duration.ofNanos(Long.MAX_VALUE).toDays() + "d)");
        }
        return Duration.ofNanos(nanoseconds.longValue());
    }

    private static BigDecimal number(String text, int end) {
        try {
            return new BigDecimal(text.substring(0, end));
        } catch (NumberFormatException e) {
            throw unparsable(text);
        }
    }

    private static IllegalArgumentException unparsable(String text) {
        return new IllegalArgumentException("could not parse duration: " + text
                + " (write a number of seconds, or a number with one of the units d, h, min, s, ms, us and ns)");
    }
}
