// SPDX-License-Identifier: BSD-3-Clause
/**
 * TLS: how a server and its clients authenticate themselves, and the handlers between the socket and the protocol.
 * {@link dev.platter.engine.tls.CertificateCredentials} is X.509 with the JDK,
 * {@link dev.platter.engine.tls.PskCredentials} pre-shared keys with Bouncy Castle, whose classes are loaded for
 * nothing else. The NBD handshake decides when TLS begins, and knows only {@link dev.platter.engine.tls.Tls}.
 */
@NullMarked
package dev.platter.engine.tls;

import org.jspecify.annotations.NullMarked;
