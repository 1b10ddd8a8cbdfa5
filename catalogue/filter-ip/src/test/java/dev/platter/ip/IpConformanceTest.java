// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ip;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class IpConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(IpFilter.class)
                .with("deny", "anyipv4,anyipv6")
                .refusing("allow", "banana", "banana")
                .refusing("deny", ",", "empty entry")
                .refusing("deny-file", "/nosuch/file", "/nosuch/file");
    }
}
