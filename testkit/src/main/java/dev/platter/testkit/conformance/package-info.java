// SPDX-License-Identifier: BSD-3-Clause
/**
 * The properties that every plugin and filter must have. An author extends {@code PluginConformance} or
 * {@code FilterConformance}, and describes the plugin or filter and its parameters in a {@code Subject}.
 */
@NullMarked
package dev.platter.testkit.conformance;

import org.jspecify.annotations.NullMarked;
