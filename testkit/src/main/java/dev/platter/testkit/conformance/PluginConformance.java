// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

/**
 * What every plugin must survive. An author extends it and says what is to be judged; each property is a test of its own, and
 * a failure says how to see it again.
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
    /** For the author's class, which JUnit makes. */
    protected PluginConformance() {}
}
