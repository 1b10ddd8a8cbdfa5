// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.offset;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class RangeConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(OffsetFilter.class)
                .with("offset", "1001")
                .with("range", "700001")
                .refusing("range", "1M", "1048576");
    }
}
