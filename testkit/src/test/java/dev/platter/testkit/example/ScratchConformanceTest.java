// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.example;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;

class ScratchConformanceTest extends PluginConformance {
    @Override
    protected Subject subject() {
        return Subject.of(ScratchPlugin.class).with("size", "1000001").refusing("size", "banana", "banana");
    }
}
