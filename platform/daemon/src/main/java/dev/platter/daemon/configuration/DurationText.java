package dev.platter.daemon.configuration;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations with the units that parameters of plugins have too, as far as somebody who stops a server needs them. */
final class DurationText {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)([a-z]*)");
    private static final Map<String, Duration> UNITS = Map.of(
            "", Duration.ofSeconds(1),
            "s", Duration.ofSeconds(1),
            "ms", Duration.ofMillis(1),
            "min", Duration.ofMinutes(1),
            "h", Duration.ofHours(1));

    /** More would make the arithmetic of whoever waits for it overflow. */
    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException if it is none; the message says why
     */
    static Duration parse(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches() || !UNITS.containsKey(matcher.group(2))) {
            throw new IllegalArgumentException("could not parse duration: " + text
                    + " (write a number of seconds, or a number with one of the units h, min, s and ms)");
        }
        BigDecimal unit = BigDecimal.valueOf(UNITS.get(matcher.group(2)).toNanos());
        BigDecimal nanoseconds = new BigDecimal(matcher.group(1)).multiply(unit);
        if (nanoseconds.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the duration is too long: " + text + " (at most "
                    + Duration.ofNanos(Long.MAX_VALUE).toHours() + "h)");
        }
        return Duration.ofNanos(nanoseconds.longValue());
    }

    /** For example {@code 1.5s}; what {@link #parse} reads back. */
    static String of(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString() + "s";
    }
}
