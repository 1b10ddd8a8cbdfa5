// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.count;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class CountConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(CountFilter.class);
    }
}
