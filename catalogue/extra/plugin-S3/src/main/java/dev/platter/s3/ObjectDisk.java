// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import dev.platter.ahead.Gathered;
import dev.platter.ahead.ReadAhead;
import dev.platter.ahead.Source;
import dev.platter.api.AsyncDisk;
import dev.platter.api.BlockSizes;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Context;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Registration;
import dev.platter.nbd.NbdError;
import dev.platter.web.Lanes;
import java.nio.ByteBuffer;

/** An object as one client reads it, in the version that it had then. No call waits. */
final class ObjectDisk implements AsyncDisk, Source {
    /** Long reads are cut, so that several connections bring them at once. */
    private static final int PART = 1 << 20;

    private static final int PREFERRED = 512 << 10;

    private final Bucket bucket;
    private final String key;
    private final Bucket.Found found;
    private final Lanes lanes;
    private final Calls calls;
    private final ReadAhead ahead;
    private final Registration gone;

    /**
     * Opens it.
     *
     * @param calls those that are under way for the client
     */
    ObjectDisk(
            Bucket bucket, String key, Bucket.Found found, Lanes lanes, Calls calls, Client client, Context context) {
        this.bucket = bucket;
        this.key = key;
        this.found = found;
        this.lanes = lanes;
        this.calls = calls;
        ahead = new ReadAhead(this, context.buffers());
        gone = client.whenGone(calls::end);
    }

    @Override
    public long size() {
        return found.size();
    }

    @Override
    public Features features() {
        return Features.readOnly()
                .withMultiConn(true)
                .withBlockSizes(new BlockSizes(1, PREFERRED, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        if (!into.hasRemaining()) {
            completion.succeeded();
        } else if (!ahead.read(into, offset, completion)) {
            read(into, offset, completion);
        }
    }

    @Override
    public void read(ByteBuffer into, long offset, Completion end) {
        int length = into.remaining();
        int begin = into.position();
        Gathered whole = new Gathered(into, Math.ceilDiv(length, PART), end);
        for (int at = 0; at < length; at += PART) {
            readPart(into.slice(begin + at, Math.min(PART, length - at)), offset + at, whole);
        }
    }

    private void readPart(ByteBuffer part, long offset, Completion end) {
        lanes.carry(
                () -> {
                    if (bucket.read(key, offset, part, found.tag(), calls).isEmpty()) {
                        throw new DiskException(NbdError.EIO, "the object '" + key + "' is not there any more");
                    }
                },
                end);
    }

    @Override
    public void close() {
        gone.close();
        calls.end();
        ahead.close();
    }
}
