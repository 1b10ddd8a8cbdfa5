// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.testkit.conformance.FaultyFilter.Fault;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each property finds the filter that violates it, by name. */
@Tag("same-in-both-modes")
class FilterFaultsTest {
    private static Arguments fault(Fault fault, Property property, String finding) {
        return Arguments.of(fault, Named.of(property.name(), property), finding);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(Fault.CLOSES_TWICE, new LifecycleProperty(), "times and closed it"),
                fault(Fault.NEVER_CLOSES, new LifecycleProperty(), "times and closed it"),
                fault(Fault.FORGETS_TO_CLOSE_WHAT_IT_REFUSES, new LifecycleProperty(), "times and closed it"),
                fault(Fault.SWALLOWS_A_FAILED_READ, new NextFailsProperty(), "answered with success"),
                fault(Fault.SWALLOWS_A_FAILED_FLUSH, new NextFailsProperty(), "answered with success"),
                fault(Fault.REWORDS_A_FAILURE, new NextFailsProperty(), "the client was told"),
                fault(Fault.STAYS_BROKEN, new NextFailsProperty(), "works again, but"),
                fault(Fault.DROPS_FUA, new DurabilityProperty(), "WRITE with FUA was answered"),
                fault(Fault.DROPS_FLUSH, new DurabilityProperty(), "a flush after a write was answered"),
                fault(Fault.SHARES_A_BUFFER, new NeighboursProperty(), "side by side"),
                fault(Fault.WANTS_ALL_EXTENTS, new ExtentsProperty(), "claims to read as zeroes"),
                fault(
                        Fault.SHOWS_BLOCKS_AND_DIVIDES_THEM,
                        new ExtentsProperty(),
                        "the smallest block has 512 bytes, but an extent ends at"),
                fault(Fault.CUTS_OFFSETS, new WideProperty(), "on a large disk"),
                fault(
                        Fault.WRITES_WHEN_IT_OPENS,
                        new ReadOnlyProperty(),
                        "these calls reached the disk behind: [WRITE"),
                fault(Fault.GIVES_UP_ON_LATE_ANSWERS, new LateAnswerProperty(), "before the disk behind had: failure"),
                fault(
                        Fault.ANSWERS_BEFORE_THE_DISK_BEHIND,
                        new LateAnswerProperty(),
                        "before the disk behind had: success"),
                fault(Fault.REMEMBERS_A_READ, new LateAnswerProperty(), "Trait.ANSWERS_FROM_MEMORY"),
                fault(
                        Fault.FORGETS_THAT_IT_COMPLETES_ON_RETURN,
                        new ReturnProperty(),
                        "override it with next().completesOnReturn()"),
                fault(
                        Fault.CLAIMS_THAT_IT_COMPLETES_ON_RETURN,
                        new ReturnProperty(),
                        "completesOnReturn() is true, but a call of flush returned before it had completed"),
                fault(
                        Fault.HIDES_THE_CLIENT,
                        new GoneClientProperty(Duration.ofSeconds(2)),
                        "the client has vanished, and 2 seconds later the disk behind still waits"));
    }

    @ParameterizedTest(name = "{0} breaks {1}")
    @MethodSource("faults")
    void theFaultIsFoundByName(Fault fault, Property property, String finding) {
        Subject subject = Subject.of(FaultyFilter.class)
                .with("fault", fault.name().toLowerCase(Locale.ROOT).replace('_', '-'));

        AssertionError found = assertThrows(AssertionError.class, () -> Judge.judge(subject, property));

        String message = String.valueOf(found.getMessage());
        assertTrue(message.contains(finding), message);
        assertTrue(message.contains("breaks '" + property.name() + "'"), message);
    }

    private static Subject remembers(Fault fault) {
        return Subject.of(FaultyFilter.class)
                .with("fault", fault.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .that(Trait.ANSWERS_FROM_MEMORY);
    }

    @Test
    void aCacheThatIsDeclaredMayAnswerWithoutTheDiskBehind() {
        Judge.judge(remembers(Fault.REMEMBERS_A_READ), new LateAnswerProperty());
        Judge.judge(remembers(Fault.REMEMBERS_A_READ), new GoneClientProperty());
    }

    @Test
    void aCacheThatDoesNotWaitForWhatItAsksForIsFound() {
        Subject subject = remembers(Fault.FORGETS_TO_WAIT_FOR_WHAT_IT_WILL_REMEMBER);
        String message =
                String.valueOf(assertThrows(AssertionError.class, () -> Judge.judge(subject, new LateAnswerProperty()))
                        .getMessage());
        assertTrue(message.contains("read late") || message.contains("before the disk behind had"), message);
    }

    @Test
    void declaredTraitsAreNotFaults() {
        Judge.judge(
                Subject.of(FaultyFilter.class).with("fault", "drops-fua").that(Trait.DROPS_FUA),
                new DurabilityProperty());
        Judge.judge(
                Subject.of(FaultyFilter.class)
                        .with("fault", "forgets-that-it-completes-on-return")
                        .that(Trait.COMPLETES_LATER),
                new ReturnProperty());
        Judge.judge(
                Subject.of(FaultyFilter.class).with("fault", "hides-the-client").that(Trait.OUTLIVES_ITS_CLIENTS),
                new GoneClientProperty(Duration.ofSeconds(2)));
    }
}
