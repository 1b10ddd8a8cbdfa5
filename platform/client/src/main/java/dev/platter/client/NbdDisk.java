// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Pieces;
import dev.platter.api.Poller;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.Limits;
import dev.platter.nbd.NbdError;
import dev.platter.nbd.TransmissionFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An export of another server as a disk: what a plugin that serves one returns from {@code open}.
 *
 * {@snippet :
 * @Override
 * public Disk open(Client client) throws IOException {
 *     NbdDisk disk = NbdDisk.connect(uri);
 *     client.whenGone(disk::abort);
 *     return disk;
 * }
 * }
 *
 * <p>No call waits: a request is put into a queue, from which a thread of the connection sends it, and the thread that reads
 * the replies tells its {@link Completion}; {@link #over(Handshake, String, Optional)} says when an event loop does both. So any number of requests are under way, without a thread or a future for
 * each. A buffer belongs to the disk until its request completes, and is not copied on the way.
 *
 * <p>It has the features, block sizes, description and metadata contexts that the server offers. Requests without data that are too
 * long for the server's headers are split.
 *
 * <h2>Errors</h2>
 *
 * <p>A request that the server refuses fails with a {@link RequestFailedException}, which has the server's number and
 * sentence. If the connection ends, all requests under way fail, and each later one. The disk does not connect again:
 * that means to open the export anew, which may have another size then, and to send again what was not answered; only
 * the plugin knows whether that is right. {@link #ended} tells when it is needed.
 *
 * @since 0.1
 */
public final class NbdDisk implements AsyncDisk {
    /** The longest request without data where lengths have 32 bits: a multiple of every block size. */
    private static final int LONGEST_PIECE = 1 << 30;

    private static final int SMALLEST_PREFERRED = 512;

    private final Requests transmission;
    private final ExportInfo export;
    private final boolean wide;

    /**
     * Makes a disk of a connection.
     *
     * @param transmission a connection whose handshake has chosen an export; closed with the disk
     */
    public NbdDisk(Transmission transmission) {
        this((Requests) transmission);
    }

    private NbdDisk(Requests transmission) {
        this.transmission = transmission;
        export = transmission.export();
        wide = transmission.replyStyle() == ReplyStyle.EXTENDED;
    }

    /**
     * Connects to an export, as {@link NbdClient#connect} does, with the context {@code base:allocation}. It has no time limit;
     * {@link #over} can be ended.
     *
     * @param uri where the export is; {@link ClientTls#of} says what its parameters for TLS mean
     * @return the disk, which the caller closes
     * @throws ErrorReplyException if the server refuses, for example because there is no such export
     * @throws NbdProtocolException if the server breaks the protocol
     * @throws IOException if the server cannot be reached or goes away, or if TLS fails
     */
    public static NbdDisk connect(NbdUri uri) throws IOException {
        return new NbdDisk(NbdClient.connect(uri, BlockStatus.BASE_ALLOCATION).transmission());
    }

    /**
     * The same over a connection that the caller has made, and can close at any time on any thread, if the handshake takes too
     * long.
     *
     * @param transport the connection; closed with the disk, and if this fails
     * @param uri which export, and whether and how to use TLS
     * @return the disk, which the caller closes
     * @throws IOException see {@link #connect}
     */
    public static NbdDisk over(Transport transport, NbdUri uri) throws IOException {
        return new NbdDisk(
                NbdClient.over(transport, uri, BlockStatus.BASE_ALLOCATION).transmission());
    }

    /**
     * The same over a handshake that has begun, and has perhaps encrypted the connection.
     *
     * <p>If the connection is a {@link PolledTransport}, without TLS, and there is an event loop, the disk has no threads: the loop watches
     * the socket. That is quicker, above all for one request at a time, and costs less. The disk then serves that loop's client, and
     * has to be closed when the client's disk is.
     *
     * @param handshake before its first option but STARTTLS; closed with the disk, and if this fails
     * @param exportName the export's name, which an oldstyle server is not asked for
     * @param loop the event loop of the client for whom the disk is opened, if the disk is for no other; called on a thread that may wait
     * @return the disk, which the caller closes
     * @throws IOException see {@link #connect}
     */
    public static NbdDisk over(Handshake handshake, String exportName, Optional<Poller> loop) throws IOException {
        Handshake entered = NbdClient.enter(handshake, exportName, BlockStatus.BASE_ALLOCATION);
        return new NbdDisk(loop.isPresent() ? entered.requests(loop.get()) : entered.transmission());
    }

    /** {@return the server's description of the export} */
    public ExportInfo export() {
        return export;
    }

    /**
     * The end of the connection.
     *
     * @return completed when the server has closed the connection and no request was under way; exceptionally if it ends in
     *     any other way, {@link #close} and {@link #abort} included
     */
    public CompletableFuture<@Nullable Void> ended() {
        return transmission.ended();
    }

    /**
     * Gives up the requests under way, by ending the connection: they fail, so the disk can be closed although its server does not
     * answer. If there are none, the connection stays as it is until {@link #close}. Later requests fail. Returns at once, on
     * any thread, and may be called more than once, also after {@code close}.
     */
    public void abort() {
        transmission.giveUp();
    }

    @Override
    public long size() {
        return export.size();
    }

    @Override
    public Features features() {
        boolean flush = export.has(TransmissionFlags.SEND_FLUSH);
        boolean zeroes = export.has(TransmissionFlags.SEND_WRITE_ZEROES);
        boolean write = !export.has(TransmissionFlags.READ_ONLY);
        Features features = write ? Features.writable() : Features.readOnly();
        features = features.withFlush(flush)
                .withExtents(hasContext(BlockStatus.BASE_ALLOCATION) ? Support.NATIVE : Support.EMULATED)
                .withCache(export.has(TransmissionFlags.SEND_CACHE) ? Support.NATIVE : Support.NONE)
                .withMultiConn(export.has(TransmissionFlags.CAN_MULTI_CONN))
                .withRotational(export.has(TransmissionFlags.ROTATIONAL))
                .withBlockSizes(sizes());
        if (!write) {
            return features;
        }
        Support emulatedFua = flush ? Support.EMULATED : Support.NONE;
        return features.withFua(export.has(TransmissionFlags.SEND_FUA) ? Support.NATIVE : emulatedFua)
                .withTrim(export.has(TransmissionFlags.SEND_TRIM))
                .withZero(zeroes ? Support.NATIVE : Support.EMULATED)
                .withFastZero(zeroes && export.has(TransmissionFlags.SEND_FAST_ZERO));
    }

    /** What the protocol lets a client send; a server that names no sizes takes any up to 32 MiB. */
    private dev.platter.api.BlockSizes sizes() {
        if (export.blockSizes().isEmpty()) {
            return new dev.platter.api.BlockSizes(
                    1, Limits.DEFAULT_PREFERRED_BLOCK, Limits.DEFAULT_MAX_PAYLOAD, Long.MAX_VALUE);
        }
        BlockSizes asked = export.blockSizes().get();
        int minimum = (int) asked.minimum();
        int least = Math.max(minimum, SMALLEST_PREFERRED);
        int preferred = (int) Math.min(Math.max(asked.preferred(), least), Limits.DEFAULT_MAX_PAYLOAD);
        long maximum = asked.maximum() == BlockSizes.UNLIMITED
                ? Long.MAX_VALUE
                : Math.max(preferred, asked.maximum() / minimum * minimum);
        return new dev.platter.api.BlockSizes(minimum, preferred, maximum, Long.MAX_VALUE);
    }

    private boolean hasContext(String name) {
        return export.contexts().stream().anyMatch(context -> context.name().equals(name));
    }

    @Override
    public Optional<String> description() {
        return export.description();
    }

    @Override
    public List<String> metaContexts() {
        return export.contexts().stream()
                .map(MetaContext::name)
                .filter(name -> !name.equals(BlockStatus.BASE_ALLOCATION))
                .toList();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        if (into.hasRemaining()) {
            transmission.read(offset, into, new ReadEnding(into, holes, completion));
        } else {
            // The protocol leaves open what a request for nothing means, and servers refuse it.
            completion.succeeded();
        }
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        if (from.hasRemaining()) {
            transmission.write(offset, from, numbers(flags), new WriteEnding(completion));
        } else {
            completion.succeeded();
        }
    }

    @Override
    public void flush(Completion completion) {
        transmission.command(Commands.FLUSH, 0, 0, 0, new CommandEnding(completion));
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        effect(Commands.TRIM, offset, length, numbers(flags), completion);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        effect(Commands.WRITE_ZEROES, offset, length, numbers(flags), completion);
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        effect(Commands.CACHE, offset, length, 0, completion);
    }

    private void effect(int command, long offset, long length, int flags, Completion completion) {
        if (length == 0) {
            completion.succeeded();
        } else if (wide || length <= LONGEST_PIECE) {
            transmission.command(command, flags, offset, length, new CommandEnding(completion));
        } else {
            Pieces.of(
                    offset,
                    length,
                    LONGEST_PIECE,
                    completion,
                    (at, piece, end) -> transmission.command(command, flags, at, piece, new CommandEnding(end)));
        }
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        blockStatus(BlockStatus.BASE_ALLOCATION, offset, length, sink, completion);
    }

    /** An answer may cover less than was asked for, so a shorter question is an answer too. */
    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        if (!hasContext(context)) {
            completion.failed(new DiskException(
                    NbdError.EINVAL,
                    "the connection to the other server has not chosen the metadata context " + context + ", only "
                            + export.contexts()));
            return;
        }
        long asked = wide ? length : Math.min(length, LONGEST_PIECE);
        transmission.blockStatus(offset, asked, new ExtentsEnding(context, sink, completion));
    }

    private static int numbers(RequestFlags flags) {
        return (flags.fua() ? CommandFlags.FUA : 0)
                | (flags.noHole() ? CommandFlags.NO_HOLE : 0)
                | (flags.fastZero() ? CommandFlags.FAST_ZERO : 0);
    }

    /** Sends {@code NBD_CMD_DISC}, if the socket takes it within a second, and closes the connection. */
    @Override
    public void close() throws IOException {
        transmission.leave();
    }

    @Override
    public String toString() {
        return "the export '" + export.name() + "' of another server";
    }
}
