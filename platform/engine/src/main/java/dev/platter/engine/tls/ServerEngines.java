// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;

/** Makes the engines that authenticate a server by one certificate, and its clients by the same authorities. */
interface ServerEngines {
    /**
     * Makes the handler for one connection.
     *
     * @param work runs what takes long in a handshake
     */
    SslHandler handler(Executor work);
}
