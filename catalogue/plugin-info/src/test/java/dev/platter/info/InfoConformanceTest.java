// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.info;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class InfoConformanceTest extends PluginConformance {
    @Override
    protected Subject subject() {
        return Subject.of(InfoPlugin.class).that(Trait.FIXED_CONTENT).refusing("mode", "banana", "banana");
    }
}
