// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.NbdPlugin;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.ParameterGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Parameters that come again and again are a record of their own. */
final class GroupTest {
    public record Limit(
            @Parameter(name = Parameter.PREFIX, help = "How many {subject} in a second.")
            Optional<Integer> number,

            @Parameter(defaultValue = "7", whenAbsent = "few {subject}", help = "How many {subject} at once.")
            int burst) {
        public Limit {
            if (burst == 13) {
                throw new ParameterException("burst", "13 is unlucky");
            }
            if (number.isPresent() && number.get() > burst) {
                throw new ParameterException("", "more than the burst of " + burst);
            }
        }
    }

    @NbdPlugin(name = "limited", summary = "has groups")
    public static final class Limited extends FakePlugin {
        private final Config config;

        public record Config(
                @Parameter(defaultValue = "first", help = "a word")
                String before,

                @ParameterGroup(prefix = "limit-read", subject = "reads")
                Limit reads,

                @ParameterGroup(prefix = "limit-write", subject = "writes")
                Limit writes,

                @Parameter(defaultValue = "last", help = "a word")
                String after) {}

        public Limited(Config config) {
            this.config = config;
        }
    }

    private final Schema<Limited> schema = Schema.of(Limited.class);

    private Limited.Config made(String... words) throws BadParameterException {
        List<KeyValue> given = new ArrayList<>();
        for (String word : words) {
            String[] parts = word.split("=", 2);
            given.add(new KeyValue(parts[0], parts[1]));
        }
        return schema.construct(given, Path.of("")).config;
    }

    @Test
    void theKeysOfAGroupBeginWithItsPrefix() {
        assertEquals(
                List.of("before", "limit-read", "limit-read-burst", "limit-write", "limit-write-burst", "after"),
                schema.parameters().stream().map(ParameterDescription::key).toList());
        assertTrue(schema.declares("limit-write-burst"));
    }

    @Test
    void theHelpNamesTheSubject() {
        ParameterDescription burst = schema.parameters().get(4);
        assertEquals("How many writes at once.", burst.help());
        assertEquals("few writes", burst.whenAbsent());
    }

    @Test
    void eachGroupGetsItsOwnValues() throws BadParameterException {
        Limited.Config config = made("after=z", "limit-write-burst=3", "limit-read=2");
        assertEquals("first", config.before());
        assertEquals(new Limit(Optional.of(2), 7), config.reads());
        assertEquals(new Limit(Optional.empty(), 3), config.writes());
        assertEquals("z", config.after());
    }

    @Test
    void anErrorNamesTheWholeKey() {
        BadParameterException unreadable = assertThrows(BadParameterException.class, () -> made("limit-write-burst=x"));
        assertEquals(Optional.of("limit-write-burst"), unreadable.key());
        BadParameterException twice =
                assertThrows(BadParameterException.class, () -> made("limit-read=1", "limit-read=2"));
        assertEquals(Optional.of("limit-read"), twice.key());
    }

    @Test
    void aRefusalOfTheGroupNamesTheWholeKey() {
        BadParameterException unlucky = assertThrows(BadParameterException.class, () -> made("limit-write-burst=13"));
        assertEquals(Optional.of("limit-write-burst"), unlucky.key());
        assertEquals("limited: limit-write-burst=13: 13 is unlucky", unlucky.getMessage());
        BadParameterException many = assertThrows(BadParameterException.class, () -> made("limit-read=8"));
        assertEquals(Optional.of("limit-read"), many.key());
        assertEquals("limited: limit-read=8: more than the burst of 7", many.getMessage());
    }

    @NbdPlugin(name = "clashing", summary = "has a key twice")
    public static final class Clashing extends FakePlugin {
        public record Config(
                @ParameterGroup(prefix = "limit") Limit limit,

                @Parameter(defaultValue = "1", help = "a number")
                int limitBurst) {}

        public Clashing(Config config) {}
    }

    @NbdPlugin(name = "stray", summary = "has a prefix without a group")
    public static final class Stray extends FakePlugin {
        public record Config(
                @Parameter(name = Parameter.PREFIX, defaultValue = "1", help = "a number")
                int number) {}

        public Stray(Config config) {}
    }

    @NbdPlugin(name = "magical", summary = "has a magic component in a group")
    public static final class Magical extends FakePlugin {
        public record Inner(
                @Parameter(magic = true, help = "a number") int number) {}

        public record Config(
                @ParameterGroup(prefix = "inner") Inner inner) {}

        public Magical(Config config) {}
    }

    @NbdPlugin(name = "deep", summary = "has a group in a group")
    public static final class Deep extends FakePlugin {
        public record Inner(
                @ParameterGroup(prefix = "limit") Limit limit) {}

        public record Config(
                @ParameterGroup(prefix = "inner") Inner inner) {}

        public Deep(Config config) {}
    }

    private static void assertRefused(Class<?> type, String sentence) {
        String message =
                assertThrows(SchemaException.class, () -> Schema.of(type)).getMessage();
        assertTrue(message.contains(sentence), message);
    }

    @Test
    void aMalformedGroupIsRefused() {
        assertRefused(Clashing.class, "has the key 'limit-burst', which another component has too");
        assertRefused(Stray.class, "is not in a @ParameterGroup");
        assertRefused(Magical.class, "can be neither magic nor for the rest");
        assertRefused(Deep.class, "is a @ParameterGroup within a group");
    }
}
