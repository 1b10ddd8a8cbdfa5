// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.checkwrite;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class CheckWriteConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(CheckWriteFilter.class)
                .that(Trait.FIXED_CONTENT, Trait.FAILS_ON_PURPOSE, Trait.DROPS_FUA, Trait.ANSWERS_FROM_MEMORY);
    }
}
