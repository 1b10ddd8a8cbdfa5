// SPDX-License-Identifier: BSD-3-Clause
/**
 * The shell of the OSGi framework, Felix Gogo, for those who know OSGi.
 *
 * <p>{@link dev.platter.host.PluginHost#shell()} opens one; only that knows a framework to open it for. Gogo's jars are needed
 * from that moment on, and by nothing else.
 */
@NullMarked
package dev.platter.host.shell;

import org.jspecify.annotations.NullMarked;
