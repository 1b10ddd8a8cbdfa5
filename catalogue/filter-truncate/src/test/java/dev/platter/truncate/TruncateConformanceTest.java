// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.truncate;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class TruncateConformanceTest {
    @Nested
    class Shorter extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(TruncateFilter.class)
                    .with("truncate", "1000001")
                    .refusing("round-up", "3", "round-up")
                    .refusing("round-down", "0", "round-down");
        }
    }

    /** Writes beyond the end of the disk behind fail. */
    @Nested
    class Longer extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(TruncateFilter.class).with("truncate", "1100001").that(Trait.FAILS_ON_PURPOSE);
        }
    }
}
