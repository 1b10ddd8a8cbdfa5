// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import dev.platter.ahead.Gathered;
import dev.platter.ahead.ReadAhead;
import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Registration;
import java.nio.ByteBuffer;

/** The file as one client reads it. No call waits. */
final class CurlDisk implements AsyncDisk {
    /** Long reads are cut, so that several connections bring them at once. */
    private static final int PART = 1 << 20;

    private final OpenFile file;
    private final ReadAhead ahead;
    private final Registration gone;

    CurlDisk(OpenFile file, Client client) {
        this.file = file;
        ahead = new ReadAhead(file, file.context().buffers());
        gone = client.whenGone(file::cancel);
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public Features features() {
        return Features.readOnly().withMultiConn(true);
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        if (!into.hasRemaining()) {
            completion.succeeded();
        } else if (!ahead.read(into, offset, completion)) {
            readParts(into, offset, completion);
        }
    }

    private void readParts(ByteBuffer into, long offset, Completion completion) {
        int length = into.remaining();
        int begin = into.position();
        Gathered whole = new Gathered(into, Math.ceilDiv(length, PART), completion);
        for (int at = 0; at < length; at += PART) {
            file.read(into.slice(begin + at, Math.min(PART, length - at)), offset + at, whole);
        }
    }

    @Override
    public void close() {
        gone.close();
        file.close();
        ahead.close();
    }
}
