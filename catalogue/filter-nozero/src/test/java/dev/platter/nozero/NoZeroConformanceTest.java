// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nozero;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Runs the conformance suite for each mode. */
@Tag("same-in-both-modes")
class NoZeroConformanceTest {
    @Nested
    class None extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(NoZeroFilter.class).with("zeromode", "none");
        }
    }

    @Nested
    class Emulated extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(NoZeroFilter.class).with("zeromode", "emulate");
        }
    }

    @Nested
    class NoTrim extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(NoZeroFilter.class).with("zeromode", "notrim").refusing("zeromode", "banana", "banana");
        }
    }

    @Nested
    class Native extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(NoZeroFilter.class).with("zeromode", "plugin");
        }
    }

    @Nested
    class NoneFast extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(NoZeroFilter.class).with("zeromode", "plugin").with("fastzeromode", "none");
        }
    }

    @Nested
    class Slow extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(NoZeroFilter.class).with("zeromode", "plugin").with("fastzeromode", "slow");
        }
    }

    @Nested
    class NeverSlow extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(NoZeroFilter.class).with("zeromode", "plugin").with("fastzeromode", "ignore");
        }
    }
}
