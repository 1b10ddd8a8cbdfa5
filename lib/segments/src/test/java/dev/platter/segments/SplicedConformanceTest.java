// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.segments;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;

class SplicedConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(SplicedFilter.class).behind(1_000_001);
    }
}
