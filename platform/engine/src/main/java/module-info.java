// SPDX-License-Identifier: BSD-3-Clause
/** The NBD protocol, exports and chains, on Netty. Embeddable; does not depend on OSGi. */
module dev.platter.engine {
    requires transitive dev.platter.api;
    requires transitive dev.platter.credentials;
    requires static org.jspecify;
    requires jdk.net;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.classes.kqueue;
    requires io.netty.transport.unix.common;
    // Needed only for pre-shared keys.
    requires static org.bouncycastle.tls;

    exports dev.platter.engine;
    exports dev.platter.engine.export;
    exports dev.platter.engine.faults;
    exports dev.platter.engine.files;
    exports dev.platter.engine.parameters;
    exports dev.platter.engine.policy;
    exports dev.platter.engine.resources;
    exports dev.platter.engine.tls;
    exports dev.platter.engine.traffic;
}
