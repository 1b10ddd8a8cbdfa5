// SPDX-License-Identifier: BSD-3-Clause
/**
 * What authors of plugins and filters compile against: {@link dev.platter.api}, the types of parameters in
 * {@link dev.platter.api.parameters}, and the vocabulary of the NBD protocol in {@link dev.platter.nbd}. It depends on
 * nothing at run time but {@code java.base}.
 */
module dev.platter.api {
    requires static org.jspecify;
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;

    exports dev.platter.api;
    exports dev.platter.api.parameters;
    exports dev.platter.nbd;
}
