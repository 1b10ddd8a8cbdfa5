// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import dev.platter.api.Completion;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.sshd.common.util.buffer.Buffer;

/** A write that fits one packet. */
final class WritePart extends Request {
    private static final int FIELDS = 512;

    private final RemoteFile file;
    private final ByteBuffer from;
    private final long offset;
    private final Completion end;

    /**
     * Makes it.
     *
     * @param file what is written to
     * @param from the bytes, all of the buffer's
     * @param offset where the range begins, in bytes
     * @param end told once
     */
    WritePart(RemoteFile file, ByteBuffer from, long offset, Completion end) {
        super(Sftp.WRITE);
        this.file = file;
        this.from = from;
        this.offset = offset;
        this.end = end;
    }

    @Override
    int weight() {
        return from.remaining() + FIELDS;
    }

    @Override
    void put(Buffer packet) {
        int length = from.remaining();
        packet.putBytes(file.handle());
        packet.putLong(offset);
        packet.putUInt(length);
        packet.ensureCapacity(length);
        from.get(from.position(), packet.array(), packet.wpos(), length);
        packet.wpos(packet.wpos() + length);
    }

    @Override
    void answered(Answer answer) {
        if (answer.status() == Answer.OK) {
            end.succeeded();
        } else {
            end.failed(
                    answer.refusal("cannot write " + from.remaining() + " bytes at " + offset + " of " + file.shown()));
        }
    }

    @Override
    void failed(IOException reason) {
        end.failed(reason);
    }
}
