// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class ScratchConformanceTest extends PluginConformance {
    @Override
    protected Subject subject() {
        return Subject.of(ScratchPlugin.class).with("size", "1000001").refusing("size", "banana", "banana");
    }
}
