// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.openonce;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class OpenOnceConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(OpenOnceFilter.class).that(Trait.OUTLIVES_ITS_CLIENTS);
    }
}
