// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.NbdPlugin;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Placed;
import dev.platter.api.parameters.Secret;
import dev.platter.api.parameters.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters are turned into an instance, or into an error that says what is wrong with them. */
final class ConstructTest {
    @NbdPlugin(name = "tank", summary = "a fake")
    public static final class Tank extends FakePlugin {
        public record Config(
                @Parameter(magic = true, help = "how large. Not more")
                Size size,

                @Parameter(help = "where from") Size origin,

                @Parameter(defaultValue = "9", help = "how fast")
                int speed,

                @Parameter(help = "who") Optional<Secret> password,
                @Parameter(help = "names") List<String> label) {
            public Config {
                if (speed > 10) {
                    throw new ParameterException("speed", "at most 10 is possible");
                }
                if (origin.compareTo(size) > 0) {
                    throw new IllegalArgumentException("the origin lies behind the end");
                }
            }
        }

        final Config config;

        public Tank(Config config) throws IOException {
            this.config = config;
            switch (config.speed) {
                case 1 -> throw new ParameterException("password", "is too short");
                case 2 -> throw new IOException("no such thing");
                case 3 -> throw new IllegalStateException("a mistake");
                case 4 -> throw new NoClassDefFoundError("com/example/Missing");
                default -> {}
            }
        }
    }

    @NbdPlugin(name = "open", summary = "takes anything")
    public static final class Open extends FakePlugin {
        public record Config(
                @Parameter(defaultValue = "1", help = "x") int known,
                @Parameter(rest = true, help = "x") List<KeyValue> others) {}

        final Config config;

        public Open(Config config) {
            this.config = config;
        }
    }

    @NbdPlugin(name = "ordered", summary = "the order matters")
    public static final class Ordered extends FakePlugin {
        public record Config(
                @Parameter(magic = true, help = "x") List<Placed<Path>> file,
                @Parameter(help = "x") List<Placed<Integer>> type) {}

        final Config config;

        public Ordered(Config config) {
            this.config = config;
        }
    }

    @NbdPlugin(name = "renamed", summary = "had other keys once")
    public static final class Renamed extends FakePlugin {
        public record Config(
                @Parameter(
                        aliases = {"old_speed", "older-speed"},
                        defaultValue = "1",
                        help = "how fast")
                int speed) {}

        final Config config;

        public Renamed(Config config) {
            this.config = config;
        }
    }

    @NbdPlugin(name = "plain", summary = "takes nothing")
    public static final class Plain extends FakePlugin {}

    private static final Path BASE = Path.of("");

    @Test
    void aliasesMeanTheSameParameter() throws Exception {
        Schema<Renamed> schema = Schema.of(Renamed.class);
        for (String key : List.of("speed", "old_speed", "older-speed")) {
            assertEquals(
                    7,
                    schema.construct(List.of(new KeyValue(key, "7")), BASE)
                            .config
                            .speed());
        }
        assertEquals(
                List.of(new KeyValue("old_speed", "8")),
                schema.lastOfEach(List.of(new KeyValue("speed", "7"), new KeyValue("old_speed", "8"))));
        assertEquals(
                "How fast. (default: 1; also written old_speed, older-speed)",
                schema.parameters().getFirst().sentences());
        assertEquals(
                "renamed: speed can be given once only, and was given 2 times: speed=7 and old_speed=8",
                assertThrows(
                                BadParameterException.class,
                                () -> schema.construct(
                                        List.of(new KeyValue("speed", "7"), new KeyValue("old_speed", "8")), BASE))
                        .getMessage());
        String refusal = assertThrows(
                        BadParameterException.class,
                        () -> schema.construct(List.of(new KeyValue("old_speed", "fast")), BASE))
                .getMessage();
        assertTrue(refusal.startsWith("renamed: old_speed=fast: "), refusal);
    }

    @Test
    void placedValuesKnowTheOrderAmongAllKeys() throws Exception {
        List<KeyValue> given = List.of(
                new KeyValue("file", "a"),
                new KeyValue("type", "7"),
                new KeyValue("file", "a"),
                new KeyValue("type", "7"),
                new KeyValue("file", "b"));
        Ordered.Config config = Schema.of(Ordered.class).construct(given, Path.of("/base")).config;
        assertEquals(
                List.of(
                        new Placed<>(0, Path.of("/base/a")),
                        new Placed<>(2, Path.of("/base/a")),
                        new Placed<>(4, Path.of("/base/b"))),
                config.file());
        assertEquals(List.of(new Placed<>(1, 7), new Placed<>(3, 7)), config.type());
        assertEquals(
                List.of(),
                Schema.of(Ordered.class).construct(List.of(), BASE).config.type());
    }

    @Test
    void theConstructorGetsTheRecord() throws BadParameterException {
        Tank tank = tank("label=b", "size=1M", "label=a", "origin=0");
        assertEquals(
                new Tank.Config(new Size(1 << 20), new Size(0), 9, Optional.empty(), List.of("b", "a")), tank.config);
    }

    @Test
    void theRestIsKeptInOrder() throws BadParameterException {
        Open open = Schema.of(Open.class).construct(pairs("z=1", "known=2", "a=3", "z=4"), BASE);
        assertEquals(new Open.Config(2, pairs("z=1", "a=3", "z=4")), open.config);
    }

    @Test
    void theRestKnowsItsFolder(@TempDir Path folder) throws BadParameterException {
        Open open = Schema.of(Open.class).construct(pairs("script=a"), folder);
        assertEquals(folder.resolve("a"), open.config.others().getFirst().path());
    }

    /** A type of the author's own that holds a path. */
    public record Script(Path file, boolean optional) {
        public static Script parse(String text, Path folder) {
            if (text.equals("?")) {
                throw new IllegalArgumentException("a script has a name");
            }
            return new Script(folder.resolve(text.replace("?", "")), text.endsWith("?"));
        }
    }

    @NbdPlugin(name = "sh", summary = "runs a script")
    public static final class Shell extends FakePlugin {
        public record Config(
                @Parameter(defaultValue = "x", help = "x") Script script) {}

        final Config config;

        public Shell(Config config) {
            this.config = config;
        }
    }

    @Test
    void anAuthorsTypeMayKnowTheFolder(@TempDir Path folder) throws BadParameterException {
        Schema<Shell> schema = Schema.of(Shell.class);
        assertEquals(
                new Script(folder.resolve("a"), true),
                schema.construct(pairs("script=a?"), folder).config.script());
        assertEquals(
                folder.resolve("x"),
                schema.construct(List.of(), folder).config.script().file());
        var e = assertThrows(BadParameterException.class, () -> schema.construct(pairs("script=?"), folder));
        assertEquals("sh: script=?: a script has a name", e.getMessage());
    }

    @Test
    void aClassWithoutARecordIsConstructed() throws BadParameterException {
        assertInstanceOf(Plain.class, Schema.of(Plain.class).construct(List.of(), BASE));
    }

    @Test
    void anUnknownKeyIsRefused() {
        assertRefused(
                "unknown parameter 'siez'; did you mean 'size'?"
                        + " (the plugin tank takes size, origin, speed, password and label)",
                "siez=1");
    }

    @Test
    void everyKeyIsRefusedWithoutARecord() {
        var e = assertThrows(
                BadParameterException.class, () -> Schema.of(Plain.class).construct(pairs("size=1"), BASE));
        assertEquals("unknown parameter 'size' (the plugin plain takes no parameters)", e.getMessage());
    }

    @Test
    void aRefusalNamesAllMissingKeys() {
        assertRefused(
                "the plugin tank needs the parameters [size=]SIZE (how large) and origin=SIZE (where from)", "label=a");
        assertRefused("the plugin tank needs the parameter origin=SIZE (where from)", "size=1");
    }

    @Test
    void aRepeatedKeyIsRefused() {
        assertRefused(
                "tank: size can be given once only, and was given 3 times: size=1, size=2 and size=3",
                "size=1",
                "size=2",
                "origin=0",
                "size=3");
    }

    @Test
    void aMessageNeverShowsASecret() {
        assertRefused(
                "tank: password can be given once only, and was given 2 times: password=*** and password=***",
                "size=1",
                "origin=0",
                "password=a",
                "password=b");
        assertRefused("tank: password=***: is too short", "size=1", "origin=0", "speed=1", "password=a");
    }

    @Test
    void aMessageShowsTheParameterThatTheRecordBlames() {
        assertRefused("tank: speed=11: at most 10 is possible", "size=1", "origin=0", "speed=11");
        assertRefused("tank: the origin lies behind the end", "size=1", "origin=2");
    }

    @Test
    void aKeyThatWasNotGivenMayBeBlamed() {
        assertRefused("tank: password: is too short", "size=1", "origin=0", "speed=1");
    }

    @Test
    void theConstructorsSentenceIsPassedOn() {
        assertRefused("tank: no such thing", "size=1", "origin=0", "speed=2");
    }

    @Test
    void theCauseOfAFaultIsKept() {
        var mistake = assertRefused(
                "the plugin tank has a fault, and its parameters are not to blame:"
                        + " its constructor threw java.lang.IllegalStateException: a mistake",
                "size=1",
                "origin=0",
                "speed=3");
        assertInstanceOf(IllegalStateException.class, mistake.getCause());
        var missing = assertRefused(
                "the plugin tank has a fault, and its parameters are not to blame:"
                        + " the class com.example.Missing is missing: put the library that has it into the jar, or into"
                        + " the folder of libraries beside it",
                "size=1",
                "origin=0",
                "speed=4");
        assertInstanceOf(NoClassDefFoundError.class, missing.getCause());
    }

    @Test
    void aRefusalSaysWhichKeyIsToBlame() {
        assertEquals(Optional.of("sise"), blamed("sise=1"));
        assertEquals(Optional.of("size"), blamed("size=1", "origin=0", "size=2"));
        assertEquals(Optional.of("size"), blamed("size=much", "origin=0"));
        assertEquals(Optional.of("speed"), blamed("size=1", "origin=0", "speed=11"));
        assertEquals(Optional.of("password"), blamed("size=1", "origin=0", "speed=1", "password=a"));
    }

    @Test
    void aRefusalOfSeveralKeysTogetherBlamesNone() {
        assertEquals(Optional.empty(), blamed("size=1"));
        assertEquals(Optional.empty(), blamed("size=1", "origin=2"));
        assertEquals(Optional.empty(), blamed("size=1", "origin=0", "speed=3"));
    }

    private static Optional<String> blamed(String... words) {
        return assertThrows(BadParameterException.class, () -> tank(words)).key();
    }

    @Test
    void theFileOfASecretIsFoundFromTheBase(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("secret"), "hush\n");
        Tank tank = Schema.of(Tank.class).construct(pairs("size=1", "origin=0", "password=+secret"), folder);
        assertEquals("hush", tank.config.password().orElseThrow().reveal());
    }

    private static BadParameterException assertRefused(String message, String... words) {
        var e = assertThrows(BadParameterException.class, () -> tank(words));
        assertEquals(message, e.getMessage());
        return e;
    }

    private static Tank tank(String... words) throws BadParameterException {
        return Schema.of(Tank.class).construct(pairs(words), BASE);
    }

    private static List<KeyValue> pairs(String... words) {
        List<KeyValue> pairs = new ArrayList<>();
        for (String word : words) {
            String[] pair = word.split("=", 2);
            pairs.add(new KeyValue(pair[0], pair[1]));
        }
        return pairs;
    }
}
