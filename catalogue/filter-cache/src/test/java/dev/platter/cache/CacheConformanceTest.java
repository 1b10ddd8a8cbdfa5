// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cache;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Nested;

class CacheConformanceTest {
    @Nested
    class Writeback extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(CacheFilter.class)
                    .behind(1000001)
                    .refusing("cache", "banana", "banana")
                    .refusing("cache-on-read", "maybe", "maybe")
                    .that(Trait.ANSWERS_FROM_MEMORY, Trait.COMPLETES_LATER);
        }
    }

    /** A cache that makes room all the time. */
    @Nested
    class Small extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(CacheFilter.class)
                    .with("cache-on-read", "true")
                    .with("cache-min-block-size", "4k")
                    .with("cache-max-size", "128k")
                    .with("cache-high-threshold", "60")
                    .with("cache-low-threshold", "20")
                    .that(Trait.ANSWERS_FROM_MEMORY, Trait.COMPLETES_LATER);
        }
    }

    @Nested
    class Writethrough extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(CacheFilter.class)
                    .with("cache", "writethrough")
                    .that(Trait.ANSWERS_FROM_MEMORY, Trait.COMPLETES_LATER);
        }
    }
}
