// SPDX-License-Identifier: BSD-3-Clause
/** What the option tables of all commands have in common. */
@NullMarked
package dev.platter.options;

import org.jspecify.annotations.NullMarked;
