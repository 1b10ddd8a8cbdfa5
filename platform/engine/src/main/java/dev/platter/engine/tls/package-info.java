// SPDX-License-Identifier: BSD-3-Clause
/**
 * TLS: what a server proves itself with and what it knows clients by, and the handlers that stand between the socket and
 * the protocol. {@link dev.platter.engine.tls.CertificateCredentials} is X.509 by the JDK, {@link
 * dev.platter.engine.tls.PskCredentials} pre-shared keys by Bouncy Castle, whose classes nobody else loads. The handshake
 * of NBD decides when TLS begins, and knows no more of it than {@link dev.platter.engine.tls.Tls}.
 */
@NullMarked
package dev.platter.engine.tls;

import org.jspecify.annotations.NullMarked;
