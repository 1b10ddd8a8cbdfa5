// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.testkit.conformance.Judge.Patience;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each property finds the disk that violates it, by name. */
@Tag("same-in-both-modes")
class PluginFaultsTest {
    /** A thread that lingers is named after the second; one that is about to end has ended by then. */
    private static final Patience PATIENCE = new Patience(Duration.ofMinutes(1), Duration.ofSeconds(1));

    private static Subject subject(Fault fault) {
        return Subject.of(FaultyPlugin.class)
                .with("fault", fault.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .wide("wide", "true")
                .refusing("file", "/no/such/file", "/no/such/file");
    }

    private static Arguments fault(Fault fault, Supplier<Property> property, String finding) {
        Property broken = property.get();
        return Arguments.of(fault, Named.of(broken.name(), broken), finding);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(Fault.END_OFF_BY_ONE, BoundsProperty::new, "the byte at 300000"),
                fault(Fault.SIZE_TOO_LARGE, BoundsProperty::new, "but cannot read"),
                fault(Fault.SIZE_CHANGES, BoundsProperty::new, "another one"),
                fault(Fault.WRITES_A_BYTE_MORE, UnalignedProperty::new, "bytes at"),
                fault(Fault.WRAPS_AT_4_GIB, WideProperty::new, "on a large disk"),
                fault(Fault.NO_BYTES_DESTROY, ZeroLengthProperty::new, "after calls with zero bytes"),
                fault(Fault.READ_NOT_FILLED, BuffersProperty::new, "one of them was not filled"),
                fault(
                        Fault.READ_LEAVES_POSITION,
                        BuffersProperty::new,
                        "was not filled: the position of its buffer is at"),
                fault(Fault.KEEPS_READ_BUFFER, BuffersProperty::new, "has returned was written to"),
                fault(
                        Fault.KEEPS_WRITTEN_BUFFER,
                        BuffersProperty::new,
                        "was put into a write's buffer after the write had returned"),
                fault(Fault.CHANGES_WRITTEN_BUFFER, BuffersProperty::new, "has changed its buffer"),
                fault(Fault.LENDS_OTHER_BYTES, LendProperty::new, "compared with what is read: the byte at"),
                fault(Fault.LENDS_TOO_LITTLE, LendProperty::new, "succeeded, and"),
                fault(Fault.REUSES_WHAT_IT_LENDS, LendProperty::new, "which the disk never had there"),
                fault(Fault.LANDS_IN_PLACE, LandProperty::new, "read while a payload lands that is not committed"),
                fault(Fault.LANDS_TOO_LITTLE, LandProperty::new, "has buffers of"),
                fault(Fault.COMMITS_TOO_LITTLE, LandProperty::new, "read after a landing was committed"),
                fault(Fault.COMMITS_WHAT_IS_ABANDONED, LandProperty::new, "read after a landing was abandoned"),
                fault(Fault.COMPLETES_A_COMMIT_TWICE, LandProperty::new, "was completed a second time"),
                fault(Fault.STALE_READ_AFTER_ZERO, ModelProperty::new, "the byte at"),
                fault(Fault.STALE_READ_AFTER_TRIM, ModelProperty::new, "the byte at"),
                fault(Fault.LOSES_A_RACE, NeighboursProperty::new, "side by side"),
                fault(Fault.SLEEPS_INLINE, NonBlockingProperty::new, "has waited"),
                fault(Fault.LOCKS_INLINE, NonBlockingProperty::new, "has waited"),
                fault(Fault.EXTENTS_LIE, ExtentsProperty::new, "claims to read as zeroes"),
                fault(Fault.EXTENTS_END_EARLY, ExtentsProperty::new, "extent"),
                fault(Fault.HOLES_LIE, ModelProperty::new, "reported a hole"),
                fault(Fault.ZERO_TOO_SHORT, ZeroProperty::new, "after client 0: zero"),
                fault(Fault.NO_HOLE_MAKES_HOLE, ZeroProperty::new, "reports a hole"),
                fault(Fault.FAST_ZERO_HALF_DONE, ZeroProperty::new, "refused as not fast, but changed"),
                fault(Fault.STALE_READ_AFTER_TRIM, TrimProperty::new, "the byte at"),
                fault(Fault.TRIM_TOO_LONG, TrimProperty::new, "has changed bytes outside of it"),
                fault(Fault.THROWS_UNCHECKED, OnePage::new, "threw java.lang.IllegalStateException"),
                fault(Fault.CONSTRUCTOR_STARTS_THREAD, ConstructorProperty::new, "more threads run"),
                fault(Fault.LEAKS_THREAD, LifecycleProperty::new, "lingering"),
                fault(
                        Fault.LEAKS_MEMORY,
                        LifecycleProperty::new,
                        "has not closed 1 allocation of 4096 bytes that were asked for at"),
                fault(Fault.LEAKS_LOADER, () -> new LeakProperty(Duration.ofSeconds(1)), "still refers to its classes"),
                fault(Fault.NAMES_NOTHING, CulpritProperty::new, "the message does not mention '/no/such/file'"),
                fault(
                        Fault.LEAKS_LOADER_UNLESS_USED,
                        () -> new LeakProperty(Duration.ofSeconds(3)),
                        "its parameters were refused, and 3 seconds later something still refers to its classes"),
                fault(Fault.HANDS_OVER_STALE, HandOverProperty::new, "in or after a hand-over:"),
                fault(Fault.RELEASES_TOO_EARLY, HandOverProperty::new, "in or after a hand-over"),
                fault(Fault.FREES_WHAT_IT_HANDED_OVER, HandOverProperty::new, "in or after a hand-over"),
                fault(
                        Fault.FORGETS_WHAT_IT_RELEASES,
                        HandOverProperty::new,
                        "in or after a hand-over that was refused"),
                fault(Fault.CONTEXT_ENDS_EARLY, ContextsProperty::new, "x-faulty:parity"),
                fault(Fault.CONTEXT_WITHOUT_NAMESPACE, ContextsProperty::new, "does not have the form namespace:leaf"),
                fault(
                        Fault.ANSWERS_FOR_UNKNOWN_CONTEXTS,
                        ContextsProperty::new,
                        "does not declare, and has not refused"),
                fault(Fault.LISTS_WHAT_IT_CANNOT_OPEN, ExportsProperty::new, "the export 'other' is listed, but"),
                fault(Fault.DEFAULTS_TO_NOTHING, ExportsProperty::new, "nothing"),
                fault(
                        Fault.COUNTS_WHO_ONLY_LOOKS,
                        ExportsProperty::new,
                        "15 clients have come and gone without opening anything; the next one was told"),
                fault(Fault.TURNS_READERS_AWAY, ReadOnlyProperty::new, "opened for writing or not at all"),
                fault(Fault.SHOWS_READERS_ZEROES, ReadOnlyProperty::new, "read by a client that must not write"),
                fault(
                        Fault.NEVER_ANSWERS,
                        () -> new CompletionsProperty(Duration.ofSeconds(1)),
                        "were not answered within 1 seconds. These calls of the disk have begun and not ended: read"
                                + " of"),
                fault(Fault.COMPLETES_TWICE, CompletionsProperty::new, "was completed a second time"));
    }

    /** The findings of the wiretap do not depend on the property. */
    private static final class OnePage implements Property {
        @Override
        public String name() {
            return "reads of whole pages";
        }

        @Override
        public void check(Trial trial) throws Exception {
            Bytes.read(trial.serve().client(), 0, 4096);
        }
    }

    @ParameterizedTest(name = "{0} breaks {1}")
    @MethodSource("faults")
    void theFaultIsFoundByName(Fault fault, Property property, String finding) {
        AssertionError found =
                assertThrows(AssertionError.class, () -> Judge.judge(subject(fault), property, PATIENCE));

        String message = String.valueOf(found.getMessage());
        assertTrue(message.contains(finding), message);
        assertTrue(message.contains("-Dplatter.seed="), message);
        assertTrue(message.contains(property.name()) || message.contains("no thread is left"), message);
    }

    static Stream<Arguments> differences() {
        return Stream.of(
                Arguments.of(Fault.SIZE_CHANGES, Trait.CHANGES_SIZE, new BoundsProperty()),
                Arguments.of(Fault.LISTS_WHAT_IT_CANNOT_OPEN, Trait.LISTS_MORE_THAN_IT_OPENS, new ExportsProperty()));
    }

    @ParameterizedTest(name = "{0} is what {1} says")
    @MethodSource("differences")
    void declaredTraitsAreNotFaults(Fault fault, Trait trait, Property property) {
        Judge.judge(subject(fault).that(trait), property);
    }
}
