// SPDX-License-Identifier: BSD-3-Clause
/**
 * What every plugin and filter must survive. An author extends {@code PluginConformance} or
 * {@code FilterConformance} and says in a {@code Subject} what is to be judged, and with which parameters.
 */
@NullMarked
package dev.platter.testkit.conformance;

import org.jspecify.annotations.NullMarked;
