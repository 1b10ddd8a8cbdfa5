// SPDX-License-Identifier: BSD-3-Clause
/** A disk whose requests a script in Lua answers. */
@NullMarked
package dev.platter.lua;

import org.jspecify.annotations.NullMarked;
