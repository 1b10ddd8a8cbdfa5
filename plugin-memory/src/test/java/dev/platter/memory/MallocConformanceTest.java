// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;

class MallocConformanceTest extends PluginConformance {
    @Override
    protected Subject subject() {
        return Subject.of(MemoryPlugin.class)
                .with("size", "1000001")
                .with("allocator", "malloc")
                .refusing("size", "banana", "banana");
    }
}
