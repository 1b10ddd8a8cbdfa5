// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import org.junit.jupiter.api.Test;

/**
 * The properties that every filter must have, tested in front of a {@link dev.platter.testkit.FakeDisk}. An author
 * extends this class and names the filter; each property is a test of its own, and a failure shows how to repeat it.
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
    /** Called by the author's class. */
    protected FilterConformance() {}

    @Test
    void aFailureOfTheDiskBehindReachesTheClient() {
        holds(new NextFailsProperty());
    }

    @Test
    void aLateAnswerOfTheDiskBehindIsWaitedFor() {
        holds(new LateAnswerProperty());
    }

    @Test
    void aFilterSaysTrulyWhetherItsCallsCompleteBeforeTheyReturn() {
        holds(new ReturnProperty());
    }

    @Test
    void aDiskBehindThatWaitsIsToldWhenTheClientHasGone() {
        holds(new GoneClientProperty());
    }
}
