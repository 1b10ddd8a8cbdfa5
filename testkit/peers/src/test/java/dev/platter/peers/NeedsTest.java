// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs examples with an engine of their own, on a machine without {@code no-such-program}. */
class NeedsTest {
    private static final String OPTIONAL = "platter.it.optional";
    private static final String MISSING = "needs no-such-program (Debian's package no-such-program)";

    private final String before = System.getProperty(OPTIONAL, "false");

    @AfterEach
    void restore() {
        System.setProperty(OPTIONAL, before);
    }

    private static Events run(Class<?> example, boolean optional) {
        System.setProperty(OPTIONAL, Boolean.toString(optional));
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(example))
                .execute()
                .allEvents();
    }

    private static List<String> reasons(Events events) {
        return events.skipped().stream()
                .map(event -> event.getRequiredPayload(String.class))
                .toList();
    }

    private static String failure(Events events) {
        Event finished = events.failed().stream().findFirst().orElseThrow();
        return finished.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .getMessage();
    }

    static class Example {
        @Needs("sh")
        @Test
        void aTestRunsIfItsProgramIsPresent() {
            Peer.require("sh").run("-c", "true").success();
        }

        @Needs({"sh", "no-such-program"})
        @Test
        void aTestIsSkippedIfItsProgramIsAbsent() {
            Peer.require("no-such-program");
        }
    }

    @Test
    void testsWhoseProgramsAreMissingAreSkippedOneByOne() {
        Events events = run(Example.class, true);

        assertEquals(List.of(MISSING), reasons(events));
        assertEquals(0, events.failed().count());
    }

    @Test
    void aMissingProgramFailsTheTestUnlessItIsOptional() {
        Events events = run(Example.class, false);

        assertEquals(List.of(), reasons(events));
        assertTrue(failure(events).contains("install Debian's package no-such-program"), failure(events));
    }

    @Needs("no-such-program")
    static class Prepared {
        @BeforeAll
        static void prepare() {
            Peer.require("no-such-program");
        }

        @Test
        void theTestRuns() {}
    }

    @Test
    void aClassThatPreparesSomethingForAllIsSkippedAsAWhole() {
        Events events = run(Prepared.class, true);

        assertEquals(List.of(MISSING), reasons(events));
        assertEquals(0, events.failed().count());
    }

    static final class Resolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return true;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Peer.require("no-such-program", context);
        }
    }

    @ExtendWith(Resolver.class)
    static class Resolved {
        @BeforeEach
        void prepare() {}

        @Needs("no-such-program")
        @Test
        void theTestRuns(Peer peer) {}
    }

    @Test
    void aSkippedTestIsAskedForNoParameters() {
        Events events = run(Resolved.class, true);

        assertEquals(List.of(MISSING), reasons(events));
        assertEquals(0, events.failed().count());
    }

    static class Undeclared {
        @Needs("sh")
        @Test
        void theTestRuns() {
            Peer.require("dd");
        }
    }

    /** On every machine, whether it has the program or not. */
    @Test
    void aProgramThatIsNotDeclaredIsNotFound() {
        for (boolean optional : new boolean[] {true, false}) {
            assertTrue(failure(run(Undeclared.class, optional)).contains("@Needs(\"dd\")"));
        }
        assertThrows(AssertionError.class, () -> Peer.require("dd"));
    }
}
