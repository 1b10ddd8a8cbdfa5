// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A schema describes the record that it was read from. */
final class SchemaTest {
    @NbdPlugin(name = "full", summary = "has one of each")
    public static final class Full extends FakePlugin {
        public record Config(
                @Parameter(magic = true, help = "how large") Size size,

                @Parameter(defaultValue = "4", help = "how many")
                int numQueues,

                @Parameter(name = "log_file", syntax = "FILE", help = "where to")
                Optional<String> log,

                @Parameter(help = "what else") List<String> extra,
                @Parameter(rest = true, help = "properties") List<KeyValue> properties) {}

        public Full(Config config) {}
    }

    @NbdFilter(name = "bare", summary = "takes nothing")
    public static final class Bare extends FakeFilter {
        public Bare() {}
    }

    private final Schema<Full> full = Schema.of(Full.class);
    private final Schema<Bare> bare = Schema.of(Bare.class);

    @Test
    void aSchemaComesFromTheRecord() {
        assertEquals(
                List.of(
                        described("size", "SIZE", "how large", Optional.empty(), true, false, true, false),
                        described("num-queues", "N", "how many", Optional.of("4"), false, false, false, false),
                        described("log_file", "FILE", "where to", Optional.empty(), false, false, false, false),
                        described("extra", "TEXT", "what else", Optional.empty(), false, true, false, false),
                        described("KEY", "VALUE", "properties", Optional.empty(), false, true, false, true)),
                full.parameters());
    }

    @Test
    void aSchemaNamesItsMember() {
        assertAll(
                () -> assertEquals("plugin full", full.toString()),
                () -> assertEquals("filter bare", bare.toString()),
                () -> assertEquals("has one of each", full.summary()),
                () -> assertEquals(ThreadModel.SERIALIZE_ALL_REQUESTS, full.threadModel()),
                () -> assertEquals(ThreadModel.PARALLEL, bare.threadModel()));
    }

    @Test
    void aSchemaKnowsItsKeys() {
        assertAll(
                () -> assertTrue(full.declares("num-queues")),
                () -> assertFalse(full.declares("numQueues"), "that is Java's name"),
                () -> assertFalse(full.declares("KEY"), "that is a placeholder"),
                () -> assertTrue(full.takesRest()),
                () -> assertEquals("size", full.magic().orElseThrow().key()));
    }

    @Test
    void aSchemaWithoutARecordIsEmpty() {
        assertAll(
                () -> assertEquals(List.of(), bare.parameters()),
                () -> assertEquals(Optional.empty(), bare.magic()),
                () -> assertFalse(bare.takesRest()));
    }

    private static ParameterDescription described(
            String key,
            String syntax,
            String help,
            Optional<String> value,
            boolean required,
            boolean repeatable,
            boolean magic,
            boolean rest) {
        return new ParameterDescription(
                key, List.of(), syntax, help, value, required, repeatable, magic, rest, "", List.of());
    }
}
