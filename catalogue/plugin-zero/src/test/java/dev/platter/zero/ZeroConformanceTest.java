// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.zero;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class ZeroConformanceTest extends PluginConformance {
    @Override
    protected Subject subject() {
        return Subject.of(ZeroPlugin.class).that(Trait.FIXED_CONTENT);
    }
}
