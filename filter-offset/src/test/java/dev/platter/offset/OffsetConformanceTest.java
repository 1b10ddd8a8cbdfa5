// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.offset;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class OffsetConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(OffsetFilter.class).with("offset", "1001").refusing("offset", "2M", "1048576");
    }
}
