// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nothing;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class NullConformanceTest extends PluginConformance {
    @Override
    protected Subject subject() {
        return Subject.of(NullPlugin.class)
                .with("size", "1000001")
                .wide("size", "6E")
                .that(Trait.FIXED_CONTENT)
                .refusing("size", "banana", "banana");
    }
}
