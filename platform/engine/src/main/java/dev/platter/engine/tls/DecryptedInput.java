// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import dev.platter.api.TlsSession;
import dev.platter.engine.netty.InboundHandler;
import dev.platter.engine.transmission.ReceiveBuffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Passes decrypted bytes to the protocol as a socket would: in the buffer that the protocol has chosen, all records of
 * one read at once, so that their replies are sent together. The copy lets the transmission parse in place; compared
 * with the cipher it costs nothing noticeable.
 *
 * <p>All failures of TLS end here as well: with one line in the log.
 */
final class DecryptedInput extends InboundHandler {
    /** The size of the buffer that the socket is read into, before the TLS handshake is complete. */
    private static final int STRANGER_BYTES = 4096;

    private static final int ENCRYPTED_BYTES = 128 * 1024;

    /** The delay after which a protocol that had no room left is asked again. */
    private static final long AGAIN_MILLIS = 1;

    private final ReceiveBuffers socket;
    private final ReceiveBuffers plain;
    private final Supplier<TlsSession> session;
    private final System.Logger logger;
    private @Nullable ByteBuf filling;
    private ByteBuf waiting = Unpooled.EMPTY_BUFFER;
    private boolean ended;
    private boolean failed;

    DecryptedInput(ReceiveBuffers socket, ReceiveBuffers plain, Supplier<TlsSession> session, System.Logger logger) {
        this.socket = socket;
        this.plain = plain;
        this.session = session;
        this.logger = logger;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        socket.fresh(STRANGER_BYTES);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf decrypted = (ByteBuf) message;
        try {
            if (waiting.isReadable()) {
                keep(decrypted);
            } else {
                take(context, decrypted);
            }
        } finally {
            decrypted.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        deliver(context);
        context.fireChannelReadComplete();
    }

    private void take(ChannelHandlerContext context, ByteBuf decrypted) {
        while (decrypted.isReadable()) {
            if (filling == null) {
                filling = plain.next();
            }
            int fits = Math.min(filling.writableBytes(), decrypted.readableBytes());
            if (fits == 0) {
                // The client sends more than its turn allows. The protocol does not announce when it has room again.
                filling.release();
                filling = null;
                keep(decrypted);
                context.executor().schedule(() -> again(context), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                return;
            }
            filling.writeBytes(decrypted, fits);
            if (!filling.isWritable()) {
                deliver(context);
            }
        }
    }

    private void deliver(ChannelHandlerContext context) {
        if (filling != null) {
            ByteBuf full = filling;
            filling = null;
            context.fireChannelRead(full);
        }
    }

    private void keep(ByteBuf decrypted) {
        if (!waiting.isReadable()) {
            waiting = Unpooled.buffer(decrypted.readableBytes());
        }
        waiting.discardReadBytes().writeBytes(decrypted);
    }

    private void again(ChannelHandlerContext context) {
        ByteBuf kept = waiting;
        waiting = Unpooled.EMPTY_BUFFER;
        if (context.channel().isActive()) {
            take(context, kept);
            deliver(context);
            passEnd(context);
        }
        kept.release();
    }

    /** Handles the end of input, which the protocol learns after the last byte. */
    private void end(ChannelHandlerContext context) {
        if (!ended) {
            ended = true;
            deliver(context);
            passEnd(context);
        }
    }

    private void passEnd(ChannelHandlerContext context) {
        if (ended && !waiting.isReadable()) {
            context.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case SslHandshakeCompletionEvent handshake when handshake.isSuccess() -> established(context);
            case SslHandshakeCompletionEvent handshake -> fail(context, "during the handshake: ", handshake.cause());
            // The client closes TLS, as it would by shutting down its side of a socket.
            case SslCloseCompletionEvent _ -> end(context);
            case ChannelInputShutdownEvent _ -> end(context);
            default -> context.fireUserEventTriggered(event);
        }
    }

    private void established(ChannelHandlerContext context) {
        socket.fresh(ENCRYPTED_BYTES);
        TlsSession established = session.get();
        logger.log(System.Logger.Level.DEBUG, "TLS: " + FailureText.oneLine(established.toString()));
        context.fireUserEventTriggered(established);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Throwable reason = cause.getCause() instanceof SSLException ? cause.getCause() : cause;
        if (reason instanceof SSLException) {
            fail(context, "", reason);
        } else {
            context.fireExceptionCaught(cause);
        }
    }

    private void fail(ChannelHandlerContext context, String when, Throwable cause) {
        if (!failed) {
            failed = true;
            // A client that only disconnects has done nothing wrong; perhaps the server has closed the connection.
            var level = cause instanceof ClosedChannelException ? System.Logger.Level.DEBUG : System.Logger.Level.ERROR;
            logger.log(level, "TLS: " + when + FailureText.of(cause) + "; the connection is closed");
        }
        context.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (filling != null) {
            filling.release();
            filling = null;
        }
        waiting.release();
        waiting = Unpooled.EMPTY_BUFFER;
    }
}
