// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A class that breaks a rule is refused in a sentence that names it, the component and the rule. */
final class MalformedSchemaTest {
    public static final class NoAnnotation extends FakePlugin {}

    @NbdPlugin(name = "x", summary = "x")
    public static final class NotAPlugin extends FakeFilter {}

    @NbdPlugin(name = "x", summary = "x")
    static final class NotPublic extends FakePlugin {}

    @NbdPlugin(name = "x", summary = "x")
    public static final class TwoConstructors extends FakePlugin {
        public TwoConstructors() {}

        public TwoConstructors(Ambiguous config) {}
    }

    @NbdPlugin(name = "x", summary = "x")
    public static final class TwoParameters extends FakePlugin {
        public TwoParameters(Ambiguous config, String more) {}
    }

    @NbdPlugin(name = "x", summary = "x")
    public static final class NoRecord extends FakePlugin {
        public NoRecord(String config) {}
    }

    public record Undescribed(Size size) {}

    @NbdPlugin(name = "x", summary = "x")
    public static final class TakesUndescribed extends FakePlugin {
        public TakesUndescribed(Undescribed config) {}
    }

    public record Untyped(@Parameter(help = "x") Set<String> names) {}

    @NbdPlugin(name = "x", summary = "x")
    public static final class TakesUntyped extends FakePlugin {
        public TakesUntyped(Untyped config) {}
    }

    public record Wild(@Parameter(help = "x") List<?> names) {}

    @NbdPlugin(name = "x", summary = "x")
    public static final class TakesWild extends FakePlugin {
        public TakesWild(Wild config) {}
    }

    public record BadDefault(
            @Parameter(defaultValue = "many", help = "x") int queues) {}

    @NbdPlugin(name = "x", summary = "x")
    public static final class TakesBadDefault extends FakePlugin {
        public TakesBadDefault(BadDefault config) {}
    }

    public record NeverEmpty(
            @Parameter(defaultValue = "1", help = "x") Optional<Size> size) {}

    @NbdPlugin(name = "x", summary = "x")
    public static final class TakesNeverEmpty extends FakePlugin {
        public TakesNeverEmpty(NeverEmpty config) {}
    }

    public record BadKey(
            @Parameter(name = "größe", help = "x") Size size) {}

    @NbdPlugin(name = "x", summary = "x")
    public static final class TakesBadKey extends FakePlugin {
        public TakesBadKey(BadKey config) {}
    }

    public record Ambiguous(
            @Parameter(help = "x") int a,
            @Parameter(name = "a", help = "x") int b) {}

    @NbdPlugin(name = "x", summary = "x")
    public static final class TakesAmbiguous extends FakePlugin {
        public TakesAmbiguous(Ambiguous config) {}
    }

    public record AmbiguousAlias(
            @Parameter(help = "x") int a,
            @Parameter(aliases = "a", help = "x") int b) {}

    @NbdPlugin(name = "x", summary = "x")
    public static final class TakesAmbiguousAlias extends FakePlugin {
        public TakesAmbiguousAlias(AmbiguousAlias config) {}
    }

    public record TwoMagic(
            @Parameter(magic = true, help = "x") int a,
            @Parameter(magic = true, help = "x") int b) {}

    @NbdPlugin(name = "x", summary = "x")
    public static final class TakesTwoMagic extends FakePlugin {
        public TakesTwoMagic(TwoMagic config) {}
    }

    public record TwoRests(
            @Parameter(rest = true, help = "x") List<KeyValue> a,
            @Parameter(rest = true, help = "x") List<KeyValue> b) {}

    @NbdPlugin(name = "x", summary = "x")
    public static final class TakesTwoRests extends FakePlugin {
        public TakesTwoRests(TwoRests config) {}
    }

    public record TextRest(
            @Parameter(rest = true, help = "x") List<String> a) {}

    @NbdPlugin(name = "x", summary = "x")
    public static final class TakesTextRest extends FakePlugin {
        public TakesTextRest(TextRest config) {}
    }

    public record Magic(@Parameter(magic = true, help = "x") int a) {}

    @NbdFilter(name = "x", summary = "x")
    public static final class MagicFilter extends FakeFilter {
        public MagicFilter(Magic config) {}
    }

    public record BoundedText(
            @Parameter(min = 1, help = "x") String name) {}

    @NbdPlugin(name = "x", summary = "x")
    public static final class TakesBoundedText extends FakePlugin {
        public TakesBoundedText(BoundedText config) {}
    }

    public record DefaultOutOfBounds(
            @Parameter(max = 4, defaultValue = "5", help = "x")
            int queues) {}

    @NbdPlugin(name = "x", summary = "x")
    public static final class TakesDefaultOutOfBounds extends FakePlugin {
        public TakesDefaultOutOfBounds(DefaultOutOfBounds config) {}
    }

    public record Nested(@Parameter(help = "x") BadDefault table) {}

    @NbdPlugin(name = "x", summary = "x")
    public static final class TakesNested extends FakePlugin {
        public TakesNested(Nested config) {}
    }

    static List<Arguments> classes() {
        return List.of(
                Arguments.of(NoAnnotation.class, "must have @NbdPlugin or @NbdFilter"),
                Arguments.of(NotAPlugin.class, "must implement dev.platter.api.Plugin"),
                Arguments.of(NotPublic.class, "must be public"),
                Arguments.of(TwoConstructors.class, "one public constructor, and has 2"),
                Arguments.of(TwoParameters.class, "not 2 parameters"),
                Arguments.of(NoRecord.class, "java.lang.String is not one"),
                Arguments.of(TakesUndescribed.class, "component size needs a @Parameter"),
                Arguments.of(TakesUntyped.class, "component names has the type java.util.Set"),
                Arguments.of(TakesWild.class, "component names must say what it is a List of"),
                Arguments.of(TakesBadDefault.class, "component queues has an invalid default"),
                Arguments.of(TakesNeverEmpty.class, "component size cannot be Optional and have a default"),
                Arguments.of(TakesBadKey.class, "component size has the key 'größe'"),
                Arguments.of(TakesAmbiguous.class, "component b has the key 'a'"),
                Arguments.of(TakesAmbiguousAlias.class, "component b has the key 'a'"),
                Arguments.of(TakesTwoMagic.class, "component b cannot be magic: 'a' is"),
                Arguments.of(TakesTwoRests.class, "component b cannot take the rest"),
                Arguments.of(TakesTextRest.class, "component a takes the rest, so it must be a List<KeyValue>"),
                Arguments.of(TakesBoundedText.class, "component name has bounds"),
                Arguments.of(TakesDefaultOutOfBounds.class, "component queues has an invalid default"),
                Arguments.of(TakesNested.class, "component table has the type"),
                Arguments.of(MagicFilter.class, "component a cannot be magic"));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void aMalformedSchemaIsRefusedByName(Class<?> type, String rule) {
        String message =
                assertThrows(SchemaException.class, () -> Schema.of(type)).getMessage();
        assertTrue(message.contains(rule), message);
        assertTrue(message.contains(type.getName()), message);
    }
}
