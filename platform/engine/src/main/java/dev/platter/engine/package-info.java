// SPDX-License-Identifier: BSD-3-Clause
/**
 * The server: {@link dev.platter.engine.NbdServer} binds sockets and serves exports to clients that connect. Chains and the
 * table of exports are in {@link dev.platter.engine.export}, parameters in {@link dev.platter.engine.parameters}.
 */
@NullMarked
package dev.platter.engine;

import org.jspecify.annotations.NullMarked;
