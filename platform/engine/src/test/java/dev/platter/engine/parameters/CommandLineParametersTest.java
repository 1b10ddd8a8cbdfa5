// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each word of a command line goes to one member of the chain, or is refused. */
final class CommandLineParametersTest {
    @NbdFilter(name = "outer", summary = "x")
    public static final class Outer extends FakeFilter {
        public record Config(
                @Parameter(help = "x") List<String> offset,
                @Parameter(help = "x") List<String> size) {}

        public Outer(Config config) {}
    }

    @NbdFilter(name = "inner", summary = "x")
    public static final class Inner extends FakeFilter {
        public record Config(
                @Parameter(help = "x") List<String> offset,
                @Parameter(help = "x") List<String> range) {}

        public Inner(Config config) {}
    }

    @NbdFilter(name = "greedy", summary = "x")
    public static final class Greedy extends FakeFilter {
        public record Config(
                @Parameter(rest = true, help = "x") List<KeyValue> all) {}

        public Greedy(Config config) {}
    }

    @NbdPlugin(name = "magic", summary = "x")
    public static final class Magic extends FakePlugin {
        public record Config(
                @Parameter(magic = true, help = "x") List<String> size,
                @Parameter(help = "x") List<String> mode) {}

        public Magic(Config config) {}
    }

    @NbdPlugin(name = "single", summary = "x")
    public static final class Single extends FakePlugin {
        public record Config(
                @Parameter(magic = true, help = "x") String size,
                @Parameter(help = "x", once = true) String file) {}

        public Single(Config config) {}
    }

    @NbdPlugin(name = "open", summary = "x")
    public static final class Open extends FakePlugin {
        public record Config(
                @Parameter(help = "x") List<String> mode,
                @Parameter(rest = true, help = "x") List<KeyValue> all) {}

        public Open(Config config) {}
    }

    @NbdPlugin(name = "bare", summary = "x")
    public static final class Bare extends FakePlugin {}

    private static final Schema<?> OUTER = Schema.of(Outer.class);
    private static final Schema<?> INNER = Schema.of(Inner.class);
    private static final Schema<?> GREEDY = Schema.of(Greedy.class);
    private static final Schema<?> MAGIC = Schema.of(Magic.class);
    private static final Schema<?> OPEN = Schema.of(Open.class);
    private static final Schema<?> BARE = Schema.of(Bare.class);

    @Test
    void aKeyGoesToTheOutermostThatDeclaresIt() throws BadParameterException {
        assertEquals(
                List.of(
                        List.of(kv("offset", "1"), kv("offset", "3")),
                        List.of(kv("range", "2")),
                        List.of(kv("mode", "4"))),
                CommandLineParameters.distribute(
                        List.of(OUTER, INNER, MAGIC), List.of("offset=1", "range=2", "offset=3", "mode=4")));
    }

    @Test
    void aKeyOfAFilterIsNotSeenByThePlugin() throws BadParameterException {
        assertEquals(
                List.of(List.of(kv("size", "1")), List.of()),
                CommandLineParameters.distribute(List.of(OUTER, MAGIC), List.of("size=1")));
    }

    @Test
    void aWordWithoutAKeyIsThePluginsEvenIfAFilterHasThatKey() throws BadParameterException {
        assertEquals(
                List.of(List.of(), List.of(kv("size", "1G"), kv("size", "2G"))),
                CommandLineParameters.distribute(List.of(OUTER, MAGIC), List.of("1G", "2G")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=a", "/a=b", "1=2", "-a=b", "_a=b", "a b=c", "ä=b", "word", "a/b=c"})
    void aWordThatCannotHaveAKeyIsAValue(String word) throws BadParameterException {
        assertEquals(
                List.of(List.of(kv("size", word))), CommandLineParameters.distribute(List.of(MAGIC), List.of(word)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A", "a-b", "a.b", "a_b", "aB9"})
    void aWordThatCanHaveAKeyHasOne(String key) throws BadParameterException {
        assertEquals(
                List.of(List.of(kv(key, "b=c"))),
                CommandLineParameters.distribute(List.of(OPEN), List.of(key + "=b=c")));
    }

    @Test
    void theRestGoesToThePluginBeforeAnyFilter() throws BadParameterException {
        assertEquals(
                List.of(List.of(), List.of(kv("foo", "1"))),
                CommandLineParameters.distribute(List.of(GREEDY, OPEN), List.of("foo=1")));
        assertEquals(
                List.of(List.of(kv("foo", "1")), List.of(kv("mode", "2"))),
                CommandLineParameters.distribute(List.of(GREEDY, MAGIC), List.of("foo=1", "mode=2")));
    }

    @Test
    void anUnknownKeyIsRefusedWithTheKeysOfAllMembers() {
        var e = assertThrows(
                BadParameterException.class,
                () -> CommandLineParameters.distribute(List.of(INNER, MAGIC), List.of("size=1", "rnage=1")));
        assertEquals(
                "unknown parameter 'rnage'; did you mean 'range'? (the filter inner takes offset and range;"
                        + " the plugin magic takes size and mode)",
                e.getMessage());
    }

    @Test
    void aWordThatNoMemberTakesIsRefusedWithTheKeys() {
        var bare = assertThrows(
                BadParameterException.class,
                () -> CommandLineParameters.distribute(List.of(INNER, BARE), List.of("1G")));
        assertEquals(
                "expecting key=value on the command line but got: 1G (the plugin bare takes no parameters)",
                bare.getMessage());
        var open = assertThrows(
                BadParameterException.class, () -> CommandLineParameters.distribute(List.of(OPEN), List.of("1G")));
        assertEquals(
                "expecting key=value on the command line but got: 1G"
                        + " (the plugin open takes mode=TEXT ... and KEY=VALUE ...)",
                open.getMessage());
    }

    private static KeyValue kv(String key, String value) {
        return new KeyValue(key, value);
    }

    @Test
    void lastOfRepeatedValuesCounts() throws BadParameterException {
        assertEquals(
                List.of(List.of(kv("file", "a"), kv("size", "3"))),
                CommandLineParameters.distribute(
                        List.of(Schema.of(Single.class)), List.of("size=1", "3", "file=a", "size=3")));
    }

    @Test
    void parameterThatIsToBeGivenOnceKeepsAllItsValues() throws BadParameterException {
        assertEquals(
                List.of(List.of(kv("file", "a"), kv("file", "b"))),
                CommandLineParameters.distribute(List.of(Schema.of(Single.class)), List.of("file=a", "file=b")));
    }
}
