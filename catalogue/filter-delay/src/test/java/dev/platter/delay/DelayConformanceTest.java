// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Runs the conformance suite for each mode. */
@Tag("same-in-both-modes")
class DelayConformanceTest {
    @Nested
    class Delayed extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(DelayFilter.class)
                    .with("rdelay", "1ms")
                    .with("wdelay", "100us")
                    .refusing("wdelay", "soon", "soon");
        }
    }

    @Nested
    class WhileAFileExists extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(DelayFilter.class)
                    .with("rdelay", "100ms")
                    .with("delay-file", "/no/such/file")
                    .that(Trait.COMPLETES_LATER);
        }
    }
}
