// SPDX-License-Identifier: BSD-3-Clause
/** The control socket of a running server. */
module dev.platter.control {
    requires transitive dev.platter.server;
    requires com.google.gson;
    requires jdk.net;
    requires static org.jspecify;

    exports dev.platter.control;
    exports dev.platter.control.line;
}
