// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.fua;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Runs the conformance suite for each mode. */
@Tag("same-in-both-modes")
class FuaConformanceTest {
    @Nested
    class None extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(FuaFilter.class).with("fuamode", "none");
        }
    }

    @Nested
    class Emulated extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(FuaFilter.class).with("fuamode", "emulate");
        }
    }

    @Nested
    class Native extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(FuaFilter.class).with("fuamode", "native");
        }
    }

    @Nested
    class Forced extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(FuaFilter.class).with("fuamode", "force").refusing("fuamode", "banana", "banana");
        }
    }

    @Nested
    class Passed extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(FuaFilter.class).with("fuamode", "pass");
        }
    }

    @Nested
    class Discarded extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(FuaFilter.class).with("fuamode", "discard").that(Trait.DROPS_FUA);
        }
    }
}
