// SPDX-License-Identifier: BSD-3-Clause
/**
 * Plugins whose methods are programs, in nbdkit's protocol for scripts (nbdkit-sh-plugin(3)). {@link dev.platter.scripts.ScriptedPlugin} has
 * the life of such a plugin; {@link dev.platter.scripts.Script} says which program a method is. Plugins that only make their disk by a
 * program run a {@link dev.platter.scripts.ShellCommand}.
 */
@NullMarked
package dev.platter.scripts;

import org.jspecify.annotations.NullMarked;
