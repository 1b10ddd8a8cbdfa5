// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.NbdPlugin;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The key that a component of a table's record declares, and the bounds that plugins and tables have in common. */
final class ComponentTest {
    private static final Path BASE = Path.of("/base");

    record Inner(@Parameter(help = "x") int number) {}

    record Table(
            @Parameter(defaultValue = "state", help = "x") Optional<Path> stateFolder,
            @Parameter(min = 1, max = 9, help = "x") Optional<Integer> threads,
            @Parameter(min = 0, help = "x") int port,
            @Parameter(help = "x") Inner one,
            @Parameter(help = "x") Optional<Inner> perhaps,
            @Parameter(help = "x") List<Inner> many,
            @Parameter(help = "x") Map<String, Inner> named,
            String notAKey) {}

    private static Component component(String name) {
        RecordComponent declared = Stream.of(Table.class.getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return Component.ofTable(declared);
    }

    @Test
    void anOptionalOfATableMayHaveADefault() {
        Component state = component("stateFolder");
        assertEquals("state-folder", state.description().key());
        assertEquals(Optional.of(Path.of("/base/state")), state.absent(BASE));
        assertEquals(Optional.empty(), component("threads").absent(BASE));
    }

    @Test
    void aKeyThatMustBeThereHasNothingInItsPlace() {
        assertThrows(IllegalStateException.class, () -> component("port").absent(BASE));
    }

    @Test
    void boundsAreThoseOfTheTypeWhereNoneAreDeclared() {
        assertEquals(
                List.of(1L, 9L),
                List.of(component("threads").min(), component("threads").max()));
        assertEquals(
                List.of(0L, 2147483647L),
                List.of(component("port").min(), component("port").max()));
    }

    @ParameterizedTest
    @CsvSource({"one, SINGLE", "perhaps, OPTIONAL", "many, LIST", "named, NAMED"})
    void aRecordInATableIsATable(String name, Component.Shape shape) {
        Component component = component(name);
        assertEquals(shape, component.shape());
        assertEquals(Inner.class, component.valueClass());
        assertTrue(component.isTable());
        assertFalse(component("port").isTable());
    }

    @Test
    void aComponentWithoutAnAnnotationIsRefused() {
        String message =
                assertThrows(SchemaException.class, () -> component("notAKey")).getMessage();
        assertTrue(message.contains("notAKey needs a @Parameter"), message);
    }

    @NbdPlugin(name = "pool", summary = "a fake")
    public static final class Pool extends FakePlugin {
        public record Config(
                @Parameter(min = 1, max = 8, help = "x") int queues) {}

        public Pool(Config config) {}
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "-1"})
    void aPluginsNumberOutOfBoundsIsRefused(String number) {
        var refusal = assertThrows(
                BadParameterException.class,
                () -> Schema.of(Pool.class).construct(List.of(new KeyValue("queues", number)), BASE));
        assertEquals(
                "pool: queues=" + number + ": could not parse number: " + number
                        + " (write a whole number from 1 to 8)",
                refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "8", "0x8"})
    void aPluginsNumberAtABoundIsTaken(String number) throws BadParameterException {
        Schema.of(Pool.class).construct(List.of(new KeyValue("queues", number)), BASE);
    }
}
