// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.netty;

import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;

/**
 * Passes Netty's warnings and errors on to the system's loggers, which are created only when there is a message.
 *
 * <p>Netty by itself first looks for three other frameworks on the class path, and then asks a logger of the JDK before
 * each message, which makes the JDK read its logging configuration. Both happen at every start, for messages that are
 * normally not logged. Here only a warning or an error creates a logger; Netty's other messages are about its own
 * internals and are left out.
 */
public final class LateLoggers extends InternalLoggerFactory {
    private LateLoggers() {}

    /** Makes Netty log this way. Called before the first of its classes logs; later calls are harmless. */
    public static void install() {
        InternalLoggerFactory.setDefaultFactory(new LateLoggers());
    }

    @Override
    protected InternalLogger newInstance(String name) {
        return new LateLogger(name);
    }
}
