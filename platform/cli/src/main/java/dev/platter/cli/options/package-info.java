// SPDX-License-Identifier: BSD-3-Clause
/** The options of our commands: parsing them, and the help on them. */
@NullMarked
package dev.platter.cli.options;

import org.jspecify.annotations.NullMarked;
