// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ones;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class OnesConformanceTest extends PluginConformance {
    @Override
    protected Subject subject() {
        return Subject.of(OnesPlugin.class)
                .with("size", "1000001")
                .wide("size", "6E")
                .that(Trait.FIXED_CONTENT)
                .refusing("byte", "256", "256")
                .refusing("byte", "-1", "-1")
                .refusing("byte", "banana", "banana");
    }
}
