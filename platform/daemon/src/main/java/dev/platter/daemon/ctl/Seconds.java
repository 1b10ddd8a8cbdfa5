package dev.platter.daemon.ctl;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time on the command line, with the units that the server's configuration has. */
final class Seconds {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,9})?)(ms|s|min|h|)");
    private static final Map<String, BigDecimal> UNITS = Map.of(
            "",
            BigDecimal.ONE,
            "s",
            BigDecimal.ONE,
            "ms",
            new BigDecimal("0.001"),
            "min",
            BigDecimal.valueOf(60),
            "h",
            BigDecimal.valueOf(3600));

    private Seconds() {}

    /** The number of seconds in a text such as {@code 1.5s}. */
    static BigDecimal parse(String option, String text) throws Failure {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        BigDecimal seconds = matcher.matches()
                ? new BigDecimal(matcher.group(1)).multiply(UNITS.get(matcher.group(2)))
                : BigDecimal.TEN.negate();
        if (seconds.signum() < 0 || seconds.precision() - seconds.scale() > 9) {
            throw Failure.usage("--" + option + "=" + text
                    + " is no time: write a number of seconds, or a number with one of the units h, min, s and ms");
        }
        return seconds;
    }

    static Duration duration(BigDecimal seconds) {
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
    }
}
