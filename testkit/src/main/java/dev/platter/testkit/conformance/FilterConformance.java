// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import org.junit.jupiter.api.Test;

/**
 * What every filter must survive, in front of a {@link dev.platter.testkit.FakeDisk}. An author extends it and says what is to be
 * judged; each property is a test of its own, and a failure says how to see it again.
 *
 * {@snippet :
 * class OffsetConformanceTest extends FilterConformance {
 *     @Override
 *     protected Subject subject() {
 *         return Subject.of(OffsetFilter.class).with("offset", "1000");
 *     }
 * }
 * }
 */
public abstract non-sealed class FilterConformance extends Conformance {
    /** For the author's class, which JUnit makes. */
    protected FilterConformance() {}

    @Test
    void aFailureOfTheDiskBehindReachesTheClient() {
        holds(new NextFailsProperty());
    }

    @Test
    void aLateAnswerOfTheDiskBehindIsWaitedFor() {
        holds(new LateAnswerProperty());
    }
}
