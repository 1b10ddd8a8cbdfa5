// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.netty;

import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;

/**
 * Gives Netty's messages to the system's loggers, once there is one to give.
 *
 * <p>Netty by itself looks for three other frameworks on the class path first, and then asks a logger of the JDK before each
 * message, which reads a configuration for that. Both happen at every start, for messages that nobody has asked for. Here
 * only a warning or an error makes a logger; Netty's other messages are about its own making and are left out.
 */
public final class LateLoggers extends InternalLoggerFactory {
    private LateLoggers() {}

    /** Has Netty log this way. To be called before the first of its classes logs, and harmless later. */
    public static void install() {
        InternalLoggerFactory.setDefaultFactory(new LateLoggers());
    }

    @Override
    protected InternalLogger newInstance(String name) {
        return new LateLogger(name);
    }
}
