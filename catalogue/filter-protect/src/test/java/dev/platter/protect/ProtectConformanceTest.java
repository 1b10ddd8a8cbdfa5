// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.protect;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class ProtectConformanceTest {
    @Nested
    class Nothing extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(ProtectFilter.class)
                    .refusing("protect", "x", "x")
                    .refusing("protect", "5-4", "5-4")
                    .refusing("protect", "0-99999999999999999999", "99999999999999999999");
        }
    }

    @Nested
    class Parts extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(ProtectFilter.class)
                    .with("protect", "1000-9999")
                    .that(Trait.FAILS_ON_PURPOSE, Trait.ANSWERS_FROM_MEMORY);
        }
    }
}
