// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.sparserandom;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class SparseRandomConformanceTest extends PluginConformance {
    @Override
    protected Subject subject() {
        return Subject.of(SparseRandomPlugin.class)
                .with("size", "1000001")
                .with("percent", "50")
                .with("runlength", "16k")
                .with("random-content", "true")
                .wide("size", "8G")
                .that(Trait.FIXED_CONTENT, Trait.FAILS_ON_PURPOSE)
                .refusing("size", "6E", "64T")
                .refusing("seed", "4294967296", "4294967296")
                .refusing("percent", "101", "101")
                .refusing("percent", "-1", "-1")
                .refusing("percent", "NaN", "percent")
                .refusing("runlength", "0", "runlength")
                .refusing("random-content", "maybe", "maybe");
    }
}
