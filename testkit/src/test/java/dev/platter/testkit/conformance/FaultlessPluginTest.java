// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

/** The suite finds no fault in a plugin that has none. */
class FaultlessPluginTest extends PluginConformance {
    @Override
    protected Subject subject() {
        return Subject.of(FaultyPlugin.class)
                .with("fault", "none")
                .wide("wide", "true")
                .refusing("file", "/no/such/file", "/no/such/file");
    }
}
