// SPDX-License-Identifier: BSD-3-Clause
/** The options of our commands: what was given, and the help on what can be given. */
@NullMarked
package dev.platter.cli.options;

import org.jspecify.annotations.NullMarked;
