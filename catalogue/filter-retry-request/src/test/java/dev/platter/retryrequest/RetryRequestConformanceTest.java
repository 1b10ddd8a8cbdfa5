// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.retryrequest;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class RetryRequestConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(RetryRequestFilter.class)
                .that(Trait.COMPLETES_LATER)
                .with("retry-request-retries", "1")
                .with("retry-request-delay", "1ms")
                .refusing("retry-request-retries", "1001", "1001")
                .refusing("retry-request-retries", "-1", "-1")
                .refusing("retry-request-delay", "0", "cannot be 0")
                .refusing("retry-request-open", "banana", "banana");
    }
}
