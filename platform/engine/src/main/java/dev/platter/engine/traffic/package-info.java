// SPDX-License-Identifier: BSD-3-Clause
/** Connections and their traffic, for people and programs that look at a server. */
@NullMarked
package dev.platter.engine.traffic;

import org.jspecify.annotations.NullMarked;
