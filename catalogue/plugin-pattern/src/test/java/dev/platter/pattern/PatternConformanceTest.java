// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.pattern;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class PatternConformanceTest extends PluginConformance {
    @Override
    protected Subject subject() {
        return Subject.of(PatternPlugin.class)
                .with("size", "1000001")
                .wide("size", "6E")
                .that(Trait.FIXED_CONTENT, Trait.FAILS_ON_PURPOSE)
                .refusing("size", "banana", "banana");
    }
}
