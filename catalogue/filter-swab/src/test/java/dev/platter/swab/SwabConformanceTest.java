// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.swab;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class SwabConformanceTest {
    @Nested
    class Pairs extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(SwabFilter.class)
                    .that(Trait.COMPLETES_LATER)
                    .behind((1 << 20) + 1)
                    .refusing("swab-bits", "7", "'7'")
                    .refusing("swab-bits", "128", "'128'");
        }
    }

    @Nested
    class Longs extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(SwabFilter.class)
                    .that(Trait.COMPLETES_LATER)
                    .with("swab-bits", "64")
                    .behind((1 << 20) + 7);
        }
    }
}
