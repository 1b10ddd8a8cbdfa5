// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.OptionReplies;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A connection to an export, with methods that wait for their reply.
 *
 * <p>All of them throw {@link RequestFailedException} if the server answers with an error, and another
 * {@link IOException} if the connection does not survive. Requests are not split: the server must refuse those that are
 * longer than the export's maximum block size.
 *
 * <p>Any number of threads may use it; their requests are under way at the same time.
 */
public final class NbdClient implements Closeable {
    private final Transmission transmission;

    /**
     * Makes a client of a connection.
     *
     * @param transmission the connection; closed with the client
     */
    public NbdClient(Transmission transmission) {
        this.transmission = transmission;
    }

    /**
     * Connects to an export and negotiates the best replies that the server offers: extended headers, else structured
     * replies, else simple ones. Works with servers that do not know {@code NBD_OPT_GO}, or no options at all; an oldstyle server has
     * only one export, whatever its name.
     *
     * @param uri where the export is
     * @param contexts metadata contexts to choose; the export's {@link ExportInfo#contexts()} has those of them that the server
     *     knows
     * @return the connection, which the caller closes
     * @throws ErrorReplyException if the server refuses, for example because there is no such export
     * @throws NbdProtocolException if the server breaks the protocol
     * @throws IOException if the server cannot be reached or goes away, or TLS fails, see {@link ClientTls#of}
     */
    public static NbdClient connect(NbdUri uri, String... contexts) throws IOException {
        return over(Transport.connect(uri.server()), uri, contexts);
    }

    /**
     * The same over a connection that the caller has made, and can close at any time on any thread, if the handshake takes too
     * long.
     *
     * @param transport the connection; closed with the client, and if this fails
     * @param uri which export, and whether and how to use TLS
     * @param contexts metadata contexts to choose
     * @return the connection, which the caller closes
     * @throws IOException as {@link #connect} does
     */
    public static NbdClient over(Transport transport, NbdUri uri, String... contexts) throws IOException {
        return new NbdClient(enter(Handshake.over(transport, uri), uri.exportName(), contexts)
                .transmission());
    }

    /**
     * Ends a handshake: negotiates the best replies that the server offers, and chooses an export.
     *
     * @param handshake before its first option but STARTTLS; closed if this fails
     * @param exportName the export's name, which an oldstyle server is not asked for
     * @param contexts metadata contexts to choose
     * @return the same handshake, whose {@link Handshake#transmission} can be called
     */
    static Handshake enter(Handshake handshake, String exportName, String... contexts) throws IOException {
        try {
            if (!handshake.isOldstyle()) {
                if (handshake.negotiateReplies() != ReplyStyle.SIMPLE && contexts.length > 0) {
                    choose(handshake, exportName, contexts);
                }
                enter(handshake, exportName);
            }
            return handshake;
        } catch (IOException e) {
            handshake.close();
            throw e;
        }
    }

    private static void choose(Handshake handshake, String exportName, String... contexts) throws IOException {
        try {
            handshake.setMetaContexts(exportName, contexts);
        } catch (ErrorReplyException e) {
            if (e.type() != OptionReplies.ERR_UNSUP) {
                throw e;
            }
        }
    }

    private static void enter(Handshake handshake, String exportName) throws IOException {
        if (!handshake.isFixedNewstyle()) {
            handshake.exportName(exportName);
            return;
        }
        try {
            handshake.go(exportName);
        } catch (ErrorReplyException e) {
            if (e.type() != OptionReplies.ERR_UNSUP) {
                throw e;
            }
            handshake.exportName(exportName);
        }
    }

    /** {@return the server's description of the export} */
    public ExportInfo export() {
        return transmission.export();
    }

    /** {@return the transmission under this client, for asynchronous requests} */
    public Transmission transmission() {
        return transmission;
    }

    /**
     * Reads as many bytes as remain in a buffer.
     *
     * @param offset in the export, in bytes
     * @param into is filled from its position to its limit, neither of which moves
     * @param flags {@link CommandFlags}
     * @return the data and how it came
     * @throws IOException see the class
     */
    public ReadReply read(long offset, ByteBuffer into, int flags) throws IOException {
        return await(transmission.read(offset, into, flags));
    }

    /**
     * Writes as many bytes as remain in a buffer.
     *
     * @param offset in the export, in bytes
     * @param data what is written, from its position to its limit, neither of which moves
     * @param flags {@link CommandFlags}
     * @throws IOException see the class
     */
    public void write(long offset, ByteBuffer data, int flags) throws IOException {
        await(transmission.write(offset, data, flags));
    }

    /**
     * Makes what was written durable.
     *
     * @throws IOException see the class
     */
    public void flush() throws IOException {
        await(transmission.flush(0));
    }

    /**
     * Declares a range as no longer needed.
     *
     * @param offset in the export, in bytes
     * @param length in bytes; more than 2^32-1 only with extended headers
     * @param flags {@link CommandFlags}
     * @throws IOException see the class
     */
    public void trim(long offset, long length, int flags) throws IOException {
        await(transmission.trim(offset, length, flags));
    }

    /**
     * Makes a range read as zeroes.
     *
     * @param offset in the export, in bytes
     * @param length in bytes; more than 2^32-1 only with extended headers
     * @param flags {@link CommandFlags}
     * @throws IOException see the class
     */
    public void writeZeroes(long offset, long length, int flags) throws IOException {
        await(transmission.writeZeroes(offset, length, flags));
    }

    /**
     * Announces that a range will be needed soon.
     *
     * @param offset in the export, in bytes
     * @param length in bytes; more than 2^32-1 only with extended headers
     * @throws IOException see the class
     */
    public void cache(long offset, long length) throws IOException {
        await(transmission.cache(offset, length, 0));
    }

    /**
     * Asks for the extents of a range.
     *
     * @param offset in the export, in bytes
     * @param length in bytes; more than 2^32-1 only with extended headers
     * @param flags {@link CommandFlags}
     * @return the extents by the name of their context; they may cover less than the range, and the last may reach
     *     beyond it
     * @throws IOException see the class
     */
    public Map<String, List<Extent>> blockStatus(long offset, long length, int flags) throws IOException {
        return await(transmission.blockStatus(offset, length, flags));
    }

    /**
     * Sends {@code NBD_CMD_DISC}, if that is still possible, and closes the connection. It does not wait for the server
     * to close it first, since some servers never do.
     */
    @Override
    public void close() throws IOException {
        try (transmission) {
            transmission.disconnect();
        }
    }

    private static <T> T await(CompletableFuture<T> reply) throws IOException {
        try {
            return reply.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting for a reply");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
