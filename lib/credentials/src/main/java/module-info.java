// SPDX-License-Identifier: BSD-3-Clause
/** Certificates and private keys, as the server and the client read them: see {@link dev.platter.credentials}. */
module dev.platter.credentials {
    requires static org.jspecify;

    exports dev.platter.credentials;
}
