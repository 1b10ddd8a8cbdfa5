// SPDX-License-Identifier: BSD-3-Clause
/**
 * An NBD client for our tools and tests: see {@link dev.platter.client}. Of the api it uses only the protocol's
 * vocabulary.
 */
module dev.platter.client {
    requires transitive dev.platter.api;
    requires static org.jspecify;

    exports dev.platter.client;
}
