// SPDX-License-Identifier: BSD-3-Clause
/**
 * The handshake: fixed newstyle negotiation, option by option, until {@link dev.platter.engine.handshake.Handshake} hands
 * the connection over to the transmission with the result of the negotiation.
 */
@NullMarked
package dev.platter.engine.handshake;

import org.jspecify.annotations.NullMarked;
