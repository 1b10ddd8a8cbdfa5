// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.DiskException;
import io.netty.buffer.ByteBuf;
import java.io.IOException;

/** Turns the outcome of a request into its reply. Failures that a client is told are logged as well. */
final class ReplyWriter {
    private final ReplyEncoder encoder;
    private final ReplyBatch batch;
    private final FailureLog log;
    private final long exportSize;

    ReplyWriter(ReplyEncoder encoder, ReplyBatch batch, FailureLog log, long exportSize) {
        this.encoder = encoder;
        this.batch = batch;
        this.log = log;
        this.exportSize = exportSize;
    }

    /** Room for the reply of a read, in bytes. */
    int roomForData(int length) {
        return encoder.beforeData() + length + encoder.atMost();
    }

    /** The distance from the beginning of a read's reply to its data, in bytes. */
    int beforeData() {
        return encoder.beforeData();
    }

    /**
     * Appends the reply of a request that has ended. The data of a read is already in the request's buffer, where its
     * reply is finished; every other reply goes into the batch.
     */
    void answer(Request request) {
        switch (request.outcome()) {
            case DATA -> data(request);
            case DONE -> encoder.done(batch.room(encoder.atMost()), request.cookie(), request.offset());
            case EXTENTS -> extents(request);
            case ERROR -> failed(request);
        }
    }

    private void data(Request request) {
        ByteBuf reply = request.buffer();
        if (reply == null) {
            throw new IllegalStateException("a read has no buffer");
        }
        encoder.data(
                reply,
                request.start(),
                request.cookie(),
                request.offset(),
                (int) request.length(),
                request.holes(),
                request.wantsOneChunk());
    }

    private void extents(Request request) {
        ContextExtents all = request.extents();
        for (int i = 0; i < all.count(); i++) {
            ExtentList extents = all.get(i);
            extents.endAt(exportSize);
            encoder.extents(
                    batch.room(encoder.atMost() + encoder.forExtents(extents.count())),
                    request.cookie(),
                    request.offset(),
                    all.id(i),
                    extents,
                    i == all.count() - 1);
        }
    }

    private void failed(Request request) {
        IOException failure = request.failure();
        if (failure != null) {
            log.failed(request.command(), request.offset(), request.length(), failure);
            error(request.cookie(), request.offset(), failure);
        }
    }

    /** Appends the reply of an invalid request, which never reached a disk. */
    void refuse(RequestHeader header, DiskException refusal) {
        log.refused(header.command(), header.offset(), header.length(), refusal);
        error(header.cookie(), header.offset(), refusal);
    }

    /** Appends the reply of a valid request that failed before it was carried out. */
    void fail(RequestHeader header, IOException failure) {
        log.failed(header.command(), header.offset(), header.length(), failure);
        error(header.cookie(), header.offset(), failure);
    }

    private void error(long cookie, long offset, IOException failure) {
        encoder.error(
                batch.room(encoder.atMost()), cookie, offset, Errors.numberOf(failure), Errors.sentenceOf(failure));
    }
}
