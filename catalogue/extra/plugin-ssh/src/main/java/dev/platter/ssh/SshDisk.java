// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import dev.platter.ahead.ReadAhead;
import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Registration;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The file as one client has it open. No call waits. */
final class SshDisk implements AsyncDisk {
    private final RemoteFile file;
    private final boolean writable;
    private final ReadAhead ahead;
    private final Readers readers;
    private final Registration gone;

    SshDisk(RemoteFile file, boolean writable, ReadAhead ahead, Readers readers, Client client) {
        this.file = file;
        this.writable = writable;
        this.ahead = ahead;
        this.readers = readers;
        readers.add(ahead);
        gone = client.whenGone(file.sftp()::hurry);
    }

    @Override
    public long size() {
        return file.size();
    }

    /** Each flush reaches all that the server has of the file, whichever connection it came by. */
    @Override
    public Features features() {
        return (writable ? Features.writable().withFlush(file.canFlush()) : Features.readOnly()).withMultiConn(true);
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        if (!into.hasRemaining()) {
            completion.succeeded();
        } else if (!ahead.read(into, offset, completion)) {
            file.read(into, offset, completion);
        }
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        int length = from.remaining();
        if (length == 0) {
            completion.succeeded();
            return;
        }
        file.write(from, offset, new Completion() {
            @Override
            public void succeeded() {
                readers.forget(offset, length);
                completion.succeeded();
            }

            @Override
            public void failed(IOException error) {
                readers.forget(offset, length);
                completion.failed(error);
            }
        });
    }

    @Override
    public void flush(Completion completion) {
        file.flush(completion);
    }

    @Override
    public void close() {
        gone.close();
        file.sftp().fail(new DiskException(NbdError.ESHUTDOWN, "the disk is closed"));
        readers.remove(ahead);
        ahead.close();
    }
}
