// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.testkit.conformance.Judge.Patience;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/**
 * The hangs of one run of tests. A call that hangs cannot be ended, and may hold a lock, a file or a processor that the
 * next trial of the same class needs. So that trial would fail for a reason which is not its own; until the call has
 * returned it is not judged, which JUnit reports as skipped.
 */
final class Hangs {
    /** A call that is about to return has returned by then. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Map<Class<?>, Hang> hangs = new ConcurrentHashMap<>();

    /** The property whose trial has hung. */
    private record Hang(String property, Hung failure) {}

    /** Judges a subject, unless a trial of the same class has hung and still does. */
    void judge(Subject subject, Property property, Patience patience) {
        Hang before = hangs.get(subject.type());
        if (before != null && !before.failure().endsIn(FAREWELL)) {
            Assumptions.abort(subject + " is not judged: '" + property.name() + "' might fail because of the trial of '"
                    + before.property() + "', which has hung and still does:"
                    + before.failure().stacks());
        }
        try {
            Judge.judge(subject, property, patience);
        } catch (Hung e) {
            hangs.put(subject.type(), new Hang(property.name(), e));
            throw e;
        }
    }
}
