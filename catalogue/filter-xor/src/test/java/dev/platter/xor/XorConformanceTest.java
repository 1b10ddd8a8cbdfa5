// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.xor;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class XorConformanceTest extends FilterConformance {
    @Override
    protected Subject subject() {
        return Subject.of(XorFilter.class)
                .with("xor", "rand:4711")
                .that(Trait.COMPLETES_LATER)
                .behind((1 << 20) + 3)
                .refusing("xor", "banana", "banana")
                .refusing("xor", "256", "0x100")
                .refusing("xor", "-1", "-1")
                .refusing("xor", "rand:x", "'x'")
                .refusing("xorlen", "3", "random")
                .refusing("xorlen", "9", "9");
    }
}
