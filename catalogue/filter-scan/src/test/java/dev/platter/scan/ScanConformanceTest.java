// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scan;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class ScanConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(ScanFilter.class).with("scan-size", "64k").refusing("scan-size", "3", "scan-size");
    }
}
