// SPDX-License-Identifier: BSD-3-Clause
/**
 * The handshake: fixed newstyle negotiation, option by option, until {@link dev.platter.engine.handshake.Handshake} hands
 * the connection over to the transmission with what was agreed on.
 */
@NullMarked
package dev.platter.engine.handshake;

import org.jspecify.annotations.NullMarked;
