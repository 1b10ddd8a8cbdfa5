// SPDX-License-Identifier: BSD-3-Clause
/** What the engine adds to Netty. */
@NullMarked
package dev.platter.engine.netty;

import org.jspecify.annotations.NullMarked;
