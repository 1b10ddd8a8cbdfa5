// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.limit;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import org.junit.jupiter.api.Tag;

/** The suite opens several disks at a time. */
@Tag("same-in-both-modes")
class LimitConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(LimitFilter.class)
                .with("limit", "1000")
                .refusing("limit", "-1", "-1")
                .refusing("limit", "4294967296", "4294967296")
                .refusing("limit", "1k", "1k");
    }
}
