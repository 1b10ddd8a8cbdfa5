// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exitlast;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class ExitLastConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(ExitLastFilter.class);
    }
}
