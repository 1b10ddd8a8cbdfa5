// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import org.junit.jupiter.api.Tag;

/** The suite finds no fault in a filter that has none. */
@Tag("same-in-both-modes")
class FaultlessFilterTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(FaultyFilter.class).with("fault", "none");
    }
}
