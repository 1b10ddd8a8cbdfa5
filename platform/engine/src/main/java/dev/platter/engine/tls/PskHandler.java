// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts and decrypts with Bouncy Castle, as Netty's SslHandler does with the JDK, and fires the same events.
 *
 * <p>Until the handshake is complete, each piece of input is given to a worker, one at a time, and input that arrives
 * in the meantime is kept; while the worker runs, no other thread touches the protocol. Afterwards everything runs on
 * the event loop.
 */
final class PskHandler extends ChannelDuplexHandler {
    private static final int RECORD = 16 * 1024;

    /** Header, nonce, tag, and the byte in which TLS 1.3 hides a record's type. */
    private static final int AROUND_A_RECORD = 64;

    /** No client sends more before its handshake is complete. */
    private static final int MOST_KEPT = 64 * 1024;

    private final PskServer server;
    private final Executor work;
    private final TlsServerProtocol protocol;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final byte[] scratch = new byte[RECORD];
    private boolean working;
    private boolean established;
    private boolean over;

    private PskHandler(PskServer server, TlsServerProtocol protocol, Executor work) {
        this.server = server;
        this.protocol = protocol;
        this.work = work;
    }

    /** Prepares for one client; the slow part of the preparation is done when this returns. */
    static PskHandler of(PskServer server, Executor work) {
        TlsServerProtocol protocol = new TlsServerProtocol();
        try {
            protocol.accept(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PskHandler(server, protocol, work);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
        ByteBuf encrypted = (ByteBuf) message;
        try {
            if (over) {
                return;
            }
            if (established) {
                decrypt(context, encrypted);
            } else {
                encrypted.readBytes(kept, encrypted.readableBytes());
                if (kept.size() > MOST_KEPT) {
                    fail(context, new SSLHandshakeException("the client sent more than a handshake may have"));
                } else {
                    handOver(context);
                }
            }
        } finally {
            encrypted.release();
        }
    }

    // ---- The handshake ----

    private void handOver(ChannelHandlerContext context) {
        if (working || kept.size() == 0) {
            return;
        }
        working = true;
        byte[] piece = kept.toByteArray();
        kept.reset();
        work.execute(() -> {
            Exception failure = null;
            try {
                protocol.offerInput(piece);
            } catch (IOException | RuntimeException e) {
                failure = e;
            }
            Exception outcome = failure;
            context.executor().execute(() -> worked(context, outcome));
        });
    }

    private void worked(ChannelHandlerContext context, @Nullable Exception failure) {
        working = false;
        if (over) {
            return;
        }
        sendProduced(context);
        if (failure != null) {
            fail(context, explained(failure));
        } else if (server.isComplete()) {
            establish(context);
        } else {
            handOver(context);
        }
    }

    private void establish(ChannelHandlerContext context) {
        established = true;
        context.fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
        try {
            if (kept.size() > 0 && !protocol.isClosed()) {
                protocol.offerInput(kept.toByteArray());
            }
            kept.reset();
            passOn(context);
        } catch (IOException e) {
            sendProduced(context);
            fail(context, explained(e));
        }
        context.fireChannelReadComplete();
    }

    // ---- Afterwards ----

    private void decrypt(ChannelHandlerContext context, ByteBuf encrypted) {
        try {
            while (encrypted.isReadable() && !protocol.isClosed()) {
                int piece = Math.min(scratch.length, encrypted.readableBytes());
                encrypted.readBytes(scratch, 0, piece);
                protocol.offerInput(scratch, 0, piece);
            }
            passOn(context);
        } catch (IOException e) {
            sendProduced(context);
            fail(context, explained(e));
        }
    }

    private void passOn(ChannelHandlerContext context) {
        sendProduced(context);
        int there = protocol.getAvailableInputBytes();
        if (there > 0) {
            ByteBuf plain = context.alloc().directBuffer(there);
            protocol.readInput(plain.internalNioBuffer(0, there), there);
            context.fireChannelRead(plain.writerIndex(there));
        }
        if (protocol.isClosed() && !over) {
            over = true;
            context.fireUserEventTriggered(SslCloseCompletionEvent.SUCCESS);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        ByteBuf plain = (ByteBuf) message;
        if (!plain.isReadable()) {
            context.write(plain, promise);
            return;
        }
        int records = plain.readableBytes() / RECORD + 1;
        ByteBuf encrypted = context.alloc().directBuffer(plain.readableBytes() + records * AROUND_A_RECORD);
        try {
            while (plain.isReadable()) {
                int piece = Math.min(scratch.length, plain.readableBytes());
                plain.readBytes(scratch, 0, piece);
                protocol.writeApplicationData(scratch, 0, piece);
                takeProduced(encrypted);
            }
        } catch (IOException e) {
            encrypted.release();
            promise.tryFailure(e);
            return;
        } finally {
            plain.release();
        }
        context.write(encrypted, promise);
    }

    /** Sends TLS's closing message, if the handshake was completed. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) throws IOException {
        over = true;
        if (established && !protocol.isClosed()) {
            protocol.close();
            sendProduced(context);
        }
        context.close(promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!established) {
            fail(context, new ClosedChannelException());
        }
        over = true;
        context.fireChannelInactive();
    }

    private void sendProduced(ChannelHandlerContext context) {
        int there = protocol.getAvailableOutputBytes();
        if (there > 0) {
            ByteBuf produced = context.alloc().directBuffer(there);
            takeProduced(produced);
            context.writeAndFlush(produced, context.voidPromise());
        }
    }

    private void takeProduced(ByteBuf into) {
        int there = protocol.getAvailableOutputBytes();
        into.ensureWritable(there);
        protocol.readOutput(into.internalNioBuffer(into.writerIndex(), there), there);
        into.writerIndex(into.writerIndex() + there);
    }

    private void fail(ChannelHandlerContext context, Exception cause) {
        if (over) {
            return;
        }
        over = true;
        if (established) {
            context.fireExceptionCaught(cause);
        } else {
            context.fireUserEventTriggered(new SslHandshakeCompletionEvent(cause));
        }
    }

    /** A wrong key shows as input that cannot be decrypted or does not match. */
    private SSLException explained(Exception failure) {
        boolean cannotDecrypt = failure instanceof TlsFatalAlert alert
                && (alert.getAlertDescription() == AlertDescription.decrypt_error
                        || alert.getAlertDescription() == AlertDescription.bad_record_mac);
        String reason = cannotDecrypt && !established
                ? "the client has no name that is in the file of keys, or the wrong key for it"
                : failure.getMessage();
        return new SSLException(reason, failure);
    }
}
