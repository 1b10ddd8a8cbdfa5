// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.spinning;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

/** The suite's disk is so small that heads hardly move. */
@Tag("same-in-both-modes")
class SpinningConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(SpinningFilter.class)
                .that(Trait.COMPLETES_LATER)
                .with("heads", "3")
                .with("min-seek-time", "10us")
                .with("half-seek-time", "200us")
                .with("max-seek-time", "500us")
                .refusing("heads", "0", "0")
                .refusing("heads", "65", "65")
                .refusing("min-seek-time", "-1", "-1");
    }
}
