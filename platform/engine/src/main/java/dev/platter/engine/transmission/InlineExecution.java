// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Carries requests out where they are parsed, on the event loop, for chains that never wait. The reply is put together
 * where it will leave from, and nothing is allocated.
 */
final class InlineExecution {
    private final Disk disk;
    private final ReplyEncoder encoder;
    private final ReplyBatch batch;
    private final FailureLog log;
    private final HoleList holes = new HoleList();
    private final ExtentList extents = new ExtentList();

    InlineExecution(Disk disk, ReplyEncoder encoder, ReplyBatch batch, FailureLog log) {
        this.disk = ReturningDisk.of(disk);
        this.encoder = encoder;
        this.batch = batch;
        this.log = log;
    }

    void read(int flags, long cookie, long offset, int length) {
        ByteBuf out = batch.room(encoder.beforeData() + length + encoder.atMost());
        int start = out.writerIndex();
        int from = start + encoder.beforeData();
        holes.begin(length);
        try {
            disk.read(batch.window(from, from + length), offset, holes);
        } catch (IOException e) {
            error(Commands.READ, cookie, offset, length, e);
            return;
        } catch (RuntimeException | Error e) {
            error(Commands.READ, cookie, offset, length, unexpected(e));
            return;
        }
        encoder.data(out, start, cookie, offset, length, holes, (flags & CommandFlags.DF) != 0);
    }

    void write(int flags, long cookie, long offset, ByteBuffer data) {
        int length = data.remaining();
        try {
            disk.write(data, offset, RequestFlags.of(flags));
        } catch (IOException e) {
            error(Commands.WRITE, cookie, offset, length, e);
            return;
        } catch (RuntimeException | Error e) {
            error(Commands.WRITE, cookie, offset, length, unexpected(e));
            return;
        }
        encoder.done(batch.room(encoder.atMost()), cookie, offset);
    }

    /** Every command that carries no data; contexts are those that a block status is to tell of. */
    void other(int command, int flags, long cookie, long offset, long length, List<MetaContext> contexts) {
        try {
            switch (command) {
                case Commands.FLUSH -> disk.flush();
                case Commands.TRIM -> disk.trim(offset, length, RequestFlags.of(flags));
                case Commands.WRITE_ZEROES -> disk.zero(offset, length, RequestFlags.of(flags));
                case Commands.CACHE -> disk.cache(offset, length);
                default -> {
                    blockStatus(flags, cookie, offset, length, contexts);
                    return;
                }
            }
        } catch (IOException e) {
            error(command, cookie, offset, length, e);
            return;
        } catch (RuntimeException | Error e) {
            error(command, cookie, offset, length, unexpected(e));
            return;
        }
        encoder.done(batch.room(encoder.atMost()), cookie, offset);
    }

    /** A failure after the first chunk still ends the reply correctly: an error chunk may follow others. */
    private void blockStatus(int flags, long cookie, long offset, long length, List<MetaContext> contexts)
            throws IOException {
        for (int i = 0; i < contexts.size(); i++) {
            MetaContext context = contexts.get(i);
            extents.begin(offset, length, (flags & CommandFlags.REQ_ONE) != 0);
            if (context.name().equals(BlockStatus.BASE_ALLOCATION)) {
                disk.extents(offset, length, extents);
            } else {
                disk.blockStatus(context.name(), offset, length, extents);
            }
            if (extents.count() == 0) {
                throw new DiskException(NbdError.EIO, "the disk has reported no extents at " + offset);
            }
            ByteBuf out = batch.room(encoder.atMost() + encoder.forExtents(extents.count()));
            encoder.extents(out, cookie, offset, context.id(), extents, i == contexts.size() - 1);
        }
    }

    private void error(int command, long cookie, long offset, long length, IOException failure) {
        log.failed(command, offset, length, failure);
        encoder.error(
                batch.room(encoder.atMost()), cookie, offset, Errors.numberOf(failure), Errors.sentenceOf(failure));
    }

    private static DiskException unexpected(Throwable failure) {
        return new DiskException(NbdError.EIO, "unexpected " + failure, failure);
    }
}
