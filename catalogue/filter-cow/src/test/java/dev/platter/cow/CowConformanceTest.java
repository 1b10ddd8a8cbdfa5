// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cow;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Nested;

class CowConformanceTest {
    @Nested
    class Plain extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(CowFilter.class)
                    .behind(1000001)
                    .refusing("cow-block-size", "3", "cow-block-size")
                    .refusing("cow-on-read", "maybe", "maybe")
                    .that(Trait.ANSWERS_FROM_MEMORY);
        }
    }

    @Nested
    class Copying extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(CowFilter.class)
                    .with("cow-on-read", "true")
                    .with("cow-on-cache", "true")
                    .that(Trait.ANSWERS_FROM_MEMORY);
        }
    }
}
