// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.multiconn;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The modes that do something by themselves. */
@Tag("same-in-both-modes")
class MultiConnConformanceTest {
    @Nested
    class Emulated extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(MultiConnFilter.class)
                    .with("multi-conn-mode", "emulate")
                    .refusing("multi-conn-mode", "banana", "banana")
                    .refusing("multi-conn-track-dirty", "banana", "banana")
                    .refusing("multi-conn-exportname", "banana", "banana");
        }
    }

    @Nested
    class Tracking extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(MultiConnFilter.class)
                    .with("multi-conn-mode", "plugin")
                    .with("multi-conn-track-dirty", "fast");
        }
    }
}
