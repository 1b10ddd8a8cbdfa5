// SPDX-License-Identifier: BSD-3-Clause
/**
 * The server's side of the control socket: {@code platterctl}, or any other program of the server's user, queries and steers a
 * running server there. {@code docs/guide/control-protocol.md} describes the protocol.
 *
 * <p>{@link dev.platter.control.ControlServer} accepts connections, and hands each to a conversation, which reads a line, has a
 * {@link dev.platter.server.steering.Steering} carry out the command, and writes a line.
 */
@NullMarked
package dev.platter.control;

import org.jspecify.annotations.NullMarked;
