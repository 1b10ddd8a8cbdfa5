// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.offset;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;

class OffsetConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(OffsetFilter.class).with("offset", "1001").refusing("offset", "2M", "1048576");
    }
}
