// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;

class DataConformanceTest extends PluginConformance {
    @Override
    protected Subject subject() {
        return Subject.of(DataPlugin.class)
                .with("data", "\"abc\" @100000 ( 1 2 3 )*5000")
                .with("size", "1000001")
                .refusing("data", "banana", "expected");
    }
}
