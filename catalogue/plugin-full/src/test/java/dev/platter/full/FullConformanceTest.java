// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.full;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class FullConformanceTest extends PluginConformance {
    @Override
    protected Subject subject() {
        return Subject.of(FullPlugin.class)
                .with("size", "1000001")
                .wide("size", "6E")
                .that(Trait.FIXED_CONTENT, Trait.FAILS_ON_PURPOSE)
                .refusing("size", "banana", "banana");
    }
}
