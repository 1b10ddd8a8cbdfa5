// SPDX-License-Identifier: BSD-3-Clause
/** An NBD client, for plugins that serve an export of another server, for our tools and tests: see {@link dev.platter.client}. */
module dev.platter.client {
    requires transitive dev.platter.api;
    requires dev.platter.credentials;
    requires static org.jspecify;
    requires static org.osgi.annotation.versioning;
    // Needed only for pre-shared keys.
    requires static org.bouncycastle.tls;

    exports dev.platter.client;
}
