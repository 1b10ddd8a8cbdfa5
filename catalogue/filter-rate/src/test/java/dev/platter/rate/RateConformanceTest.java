// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rate;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

/** The suite's requests are within the limit, so it sees the way that all requests go when nothing has to wait. */
@Tag("same-in-both-modes")
class RateConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(RateFilter.class)
                .that(Trait.COMPLETES_LATER)
                .with("rate", "1T")
                .with("connection-rate", "1T")
                .refusing("rate", "0", "rate cannot be set to 0")
                .refusing("connection-rate", "0", "connection-rate cannot be set to 0")
                .refusing("rate", "-1", "-1")
                .refusing("rate", "8E", "8E")
                .refusing("burstiness", "0", "0")
                .refusing("burstiness", "-1", "-1")
                .refusing("burstiness", "banana", "banana");
    }
}
