// SPDX-License-Identifier: BSD-3-Clause
/** One running server, opened from a definition. */
module dev.platter.server {
    requires transitive dev.platter.host;
    requires com.sun.jna;
    requires static dev.platter.profiler;
    requires java.naming;
    requires static org.jspecify;

    exports dev.platter.server;
    exports dev.platter.server.bundles;
    exports dev.platter.server.definition;
    exports dev.platter.server.listeners;
    exports dev.platter.server.log;
    exports dev.platter.server.process;
    exports dev.platter.server.steering;
}
