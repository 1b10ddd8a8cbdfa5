// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

/** The suite finds no fault in a filter that has none. */
class FaultlessFilterTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(FaultyFilter.class).with("fault", "none");
    }
}
