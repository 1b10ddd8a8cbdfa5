// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.retry;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class RetryConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(RetryFilter.class)
                .that(Trait.COMPLETES_LATER)
                .with("retries", "1")
                .with("retry-delay", "1ms")
                .refusing("retries", "-1", "-1")
                .refusing("retries", "4294967296", "4294967296")
                .refusing("retry-delay", "0", "cannot be 0")
                .refusing("retry-delay", "-1", "-1")
                .refusing("retry-error", "eio", "'eio'");
    }
}
