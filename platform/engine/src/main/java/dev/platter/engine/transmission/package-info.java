// SPDX-License-Identifier: BSD-3-Clause
/**
 * The transmission phase: requests are received, checked, run and answered.
 * {@link dev.platter.engine.transmission.Transmission} takes a connection over from the handshake, with what was
 * negotiated in {@link dev.platter.engine.transmission.Negotiated}.
 *
 * <p>The path of a request: {@code ReceiveBuffers} → {@code RequestReader} ({@code RequestParser},
 * {@code RequestCheck}) → {@code RequestDispatcher}, which has a {@code Request} run at once, on the workers' queue or
 * by an asynchronous disk → {@code ReplyWriter} ({@code ReplyEncoder}) → {@code ReplyBatch} → the socket.
 */
@NullMarked
package dev.platter.engine.transmission;

import org.jspecify.annotations.NullMarked;
