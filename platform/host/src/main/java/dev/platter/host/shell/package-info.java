// SPDX-License-Identifier: BSD-3-Clause
/**
 * The shell of the OSGi framework, Felix Gogo, for users who know OSGi.
 *
 * <p>{@link dev.platter.host.PluginHost#shell()} opens a shell for its framework. Gogo's jars are needed only from that moment
 * on.
 */
@NullMarked
package dev.platter.host.shell;

import org.jspecify.annotations.NullMarked;
