// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

/**
 * The properties that every plugin must have. An author extends this class and names the plugin; each property is a
 * test of its own, and a failure shows how to repeat it.
 *
 * {@snippet :
 * class MemoryConformanceTest extends PluginConformance {
 *     @Override
 *     protected Subject subject() {
 *         return Subject.of(MemoryPlugin.class).with("size", "1000001").wide("size", "1T");
 *     }
 * }
 * }
 */
public abstract non-sealed class PluginConformance extends Conformance {
    /** Called by the author's class. */
    protected PluginConformance() {}
}
