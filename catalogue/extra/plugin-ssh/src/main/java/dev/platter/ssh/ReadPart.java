// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.sshd.common.util.buffer.Buffer;

/** A read that fits one packet. A server may answer with fewer bytes, and is then asked for the rest. */
final class ReadPart extends Request {
    private final RemoteFile file;
    private final ByteBuffer into;
    private final long base;
    private final Completion end;

    /**
     * Makes it.
     *
     * @param file what is read
     * @param into takes the bytes; its position and limit are this part's own
     * @param offset where the range begins, in bytes
     * @param end told once
     */
    ReadPart(RemoteFile file, ByteBuffer into, long offset, Completion end) {
        super(Sftp.READ);
        this.file = file;
        this.into = into;
        base = offset - into.position();
        this.end = end;
    }

    @Override
    void put(Buffer packet) {
        packet.putBytes(file.handle());
        packet.putLong(base + into.position());
        packet.putUInt(into.remaining());
    }

    @Override
    ByteBuffer destination() {
        return into;
    }

    @Override
    void answered(Answer answer) {
        if (answer.type() == Sftp.DATA) {
            if (into.hasRemaining()) {
                file.sftp().send(this);
            } else {
                end.succeeded();
            }
        } else if (answer.status() == Answer.EOF) {
            end.failed(new DiskException(
                    NbdError.EIO,
                    file.shown() + " has become shorter since this client opened it: it had " + file.size()
                            + " bytes, and byte " + (base + into.position()) + " is no longer there"));
        } else {
            end.failed(answer.refusal("cannot read " + into.remaining() + " bytes at " + (base + into.position())
                    + " of " + file.shown()));
        }
    }

    @Override
    void failed(IOException reason) {
        end.failed(reason);
    }
}
