// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class CowConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(CowFilter.class);
    }
}
