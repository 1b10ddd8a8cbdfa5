// SPDX-License-Identifier: BSD-3-Clause
/**
 * Certificates and private keys in files, and how TLS of the JDK uses them. The server and the client share this package, so
 * that both accept the files that certtool and openssl write, and both accept certificates without a subject, which the
 * JDK does not parse: see {@link dev.platter.credentials.NamelessCertificates}.
 */
@NullMarked
package dev.platter.credentials;

import org.jspecify.annotations.NullMarked;
