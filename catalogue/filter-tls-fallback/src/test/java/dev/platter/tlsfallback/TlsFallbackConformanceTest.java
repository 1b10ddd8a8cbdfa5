// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tlsfallback;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

/** The suite's clients have no TLS, so this judges the message. */
@Tag("same-in-both-modes")
class TlsFallbackConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(TlsFallbackFilter.class).that(Trait.FIXED_CONTENT, Trait.ANSWERS_FROM_MEMORY);
    }
}
