// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

/** What finds every fault finds none where there is none. */
class FaultlessFilterTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(FaultyFilter.class).with("fault", "none");
    }
}
