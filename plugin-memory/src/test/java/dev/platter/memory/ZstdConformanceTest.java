// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;

class ZstdConformanceTest extends PluginConformance {
    @Override
    protected Subject subject() {
        return Subject.of(MemoryPlugin.class)
                .with("size", "1000001")
                .with("allocator", "zstd")
                .wide("size", "1T")
                .refusing("size", "banana", "banana");
    }
}
