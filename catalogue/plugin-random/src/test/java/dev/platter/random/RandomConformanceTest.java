// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.random;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class RandomConformanceTest extends PluginConformance {
    @Override
    protected Subject subject() {
        return Subject.of(RandomPlugin.class)
                .with("size", "1000001")
                .wide("size", "6E")
                .that(Trait.FIXED_CONTENT, Trait.FAILS_ON_PURPOSE)
                .refusing("size", "banana", "banana")
                .refusing("seed", "-1", "-1")
                .refusing("seed", "4294967296", "4294967296");
    }
}
