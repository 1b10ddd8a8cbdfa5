// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.NbdPlugin;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Probability;
import dev.platter.api.parameters.Region;
import dev.platter.api.parameters.Size;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Text is converted to a value of every type that a component can have. */
final class ValueTypesTest {
    private static final Path BASE = Path.of("").toAbsolutePath().resolve("somewhere");

    public enum Cache {
        NONE,
        WRITE_BACK
    }

    public record Level(int number) {
        public static Level parse(String text) {
            return switch (text) {
                case "low" -> new Level(1);
                case "broken" -> throw new ArithmeticException("a mistake");
                default -> throw new IllegalArgumentException("a level is low, and " + text + " is not");
            };
        }
    }

    @NbdPlugin(name = "types", summary = "has all types")
    public static final class Types extends FakePlugin {
        public record Config(
                @Parameter(help = "x") Optional<Boolean> bool,
                @Parameter(help = "x") Optional<Integer> integer,
                @Parameter(help = "x") Optional<Long> longer,
                @Parameter(help = "x") Optional<Double> real,
                @Parameter(help = "x") Optional<String> text,
                @Parameter(help = "x") Optional<Cache> cache,
                @Parameter(help = "x") Optional<Duration> delay,
                @Parameter(help = "x") Optional<Path> path,
                @Parameter(help = "x") Optional<URI> uri,
                @Parameter(help = "x") Optional<Size> size,
                @Parameter(help = "x") Optional<Probability> probability,
                @Parameter(help = "x") Optional<Region> region,
                @Parameter(help = "x") Optional<Level> level,
                @Parameter(help = "x") List<Size> sizes) {
            /** The value that was given. */
            Object value() {
                for (Optional<?> one : List.of(
                        bool, integer, longer, real, text, cache, delay, path, uri, size, probability, region, level)) {
                    if (one.isPresent()) {
                        return one.get();
                    }
                }
                return sizes;
            }
        }

        private final Config config;

        public Types(Config config) {
            this.config = config;
        }
    }

    @NbdPlugin(name = "primitives", summary = "has primitives")
    public static final class Primitives extends FakePlugin {
        public record Config(
                @Parameter(help = "x") boolean bool,
                @Parameter(help = "x") int integer,
                @Parameter(help = "x") long longer,
                @Parameter(help = "x") double real,

                @Parameter(defaultValue = "none", help = "x")
                Cache cache) {}

        private final Config config;

        public Primitives(Config config) {
            this.config = config;
        }
    }

    private final Schema<Types> types = Schema.of(Types.class);

    static List<Arguments> values() {
        return List.of(
                Arguments.of("integer", "-7", -7),
                Arguments.of("integer", "0x10", 16),
                Arguments.of("integer", "010", 8),
                Arguments.of("longer", "9223372036854775807", Long.MAX_VALUE),
                Arguments.of("real", "-1e-3", -0.001),
                Arguments.of("text", "", ""),
                Arguments.of("text", "a=b", "a=b"),
                Arguments.of("cache", "write-back", Cache.WRITE_BACK),
                Arguments.of("delay", "0", Duration.ZERO),
                Arguments.of("delay", "1.5", Duration.ofMillis(1500)),
                Arguments.of("delay", "2s", Duration.ofSeconds(2)),
                Arguments.of("delay", ".5ms", Duration.ofNanos(500_000)),
                Arguments.of("delay", "1us", Duration.ofNanos(1000)),
                Arguments.of("delay", "1μs", Duration.ofNanos(1000)),
                Arguments.of("delay", "7ns", Duration.ofNanos(7)),
                Arguments.of("delay", "1e-9", Duration.ofNanos(1)),
                Arguments.of("delay", "1e-999999999", Duration.ZERO),
                Arguments.of("delay", "3min", Duration.ofMinutes(3)),
                Arguments.of("delay", "1d", Duration.ofDays(1)),
                Arguments.of("path", "a/../b", BASE.resolve("a/../b")),
                Arguments.of("path", "~/a", BASE.resolve("~/a")),
                Arguments.of("path", BASE.resolveSibling("c").toString(), BASE.resolveSibling("c")),
                Arguments.of("uri", "http://a/b", URI.create("http://a/b")),
                Arguments.of("size", "1M", new Size(1 << 20)),
                Arguments.of("probability", "5%", new Probability(0.05)),
                Arguments.of("region", "1k-", new Region(1024, Long.MAX_VALUE)),
                Arguments.of("level", "low", new Level(1)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyTypeIsRead(String key, String text, Object value) throws BadParameterException {
        assertEquals(value, construct(key, text).config.value());
    }

    @ParameterizedTest
    @CsvSource({"1,true", "TRUE,true", "t,true", "yes,true", "Y,true", "on,true"})
    @CsvSource({"0,false", "false,false", "F,false", "no,false", "n,false", "Off,false"})
    void nbdkitsWordsForYesAndNoAreRead(String text, boolean value) throws BadParameterException {
        assertEquals(value, construct("bool", text).config.value());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "bool; maybe; write one of 1, true, t, yes, y, on, or one of 0, false, f, no, n, off",
                "bool; ''; could not decipher boolean ()",
                "integer; 2147483648; write a whole number from -2147483648 to 2147483647",
                "integer; 1k; could not parse number: 1k",
                "integer; #10; could not parse number: #10",
                "integer; ''; could not parse number",
                "longer; 9223372036854775808; from -9223372036854775808 to 9223372036854775807",
                "real; NaN; could not parse number: NaN",
                "real; 1e999; could not parse number: 1e999",
                "real; 1d; could not parse number: 1d",
                "cache; write_back; it can be none or write-back, not 'write_back'; did you mean 'write-back'?",
                "delay; 1m; one of the units d, h, min, s, ms, us and ns",
                "delay; ms; could not parse delay or sleep: \"ms\"",
                "delay; ''; could not parse delay or sleep: \"\"",
                "delay; -1; could not parse delay or sleep: \"-1\" (it cannot be negative)",
                "delay; 1e999999999; the duration is too long: 1e999999999 (at most 106751d)",
                "path; ''; a path cannot be empty",
                "uri; a b; could not parse URI: a b (Illegal character in path at position 2)",
                "size; banana; could not parse size string: banana",
                "probability; 2; parsed as 2 (a probability is from 0 to 1)",
                "region; 5; could not parse region: 5",
                "level; high; a level is low, and high is not",
                "sizes; -1; size cannot be negative: -1"
            })
    void aRefusalSaysWhatIsPossible(String key, String text, String possible) {
        String message = assertThrows(BadParameterException.class, () -> construct(key, text))
                .getMessage();
        assertTrue(message.startsWith("types: " + key + "=" + text + ": "), message);
        assertTrue(message.contains(possible.strip()), message);
    }

    @Test
    void anAuthorsParserThatBreaksIsTheAuthorsFault() {
        var e = assertThrows(BadParameterException.class, () -> construct("level", "broken"));
        assertTrue(e.getMessage().startsWith("the plugin types has a fault"), e.getMessage());
        assertTrue(e.getMessage().contains("a mistake"), e.getMessage());
    }

    @Test
    void primitivesAreRead() throws BadParameterException {
        List<KeyValue> given = List.of(
                new KeyValue("bool", "on"),
                new KeyValue("integer", "1"),
                new KeyValue("longer", "2"),
                new KeyValue("real", "0.5"));
        assertEquals(
                new Primitives.Config(true, 1, 2, 0.5, Cache.NONE),
                Schema.of(Primitives.class).construct(given, BASE).config);
    }

    private Types construct(String key, String text) throws BadParameterException {
        return types.construct(List.of(new KeyValue(key, text)), BASE);
    }
}
