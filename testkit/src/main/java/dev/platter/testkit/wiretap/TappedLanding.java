// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Landing;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A landing whose buffers and end are checked. It is a call of its disk that is under way until it has ended. */
final class TappedLanding implements Landing {
    private final Landing landing;
    private final String call;
    private final int length;
    private final DiskLog log;
    private final boolean mayWait;

    private TappedLanding(Landing landing, String call, int length, DiskLog log, boolean mayWait) {
        this.landing = landing;
        this.call = call;
        this.length = length;
        this.log = log;
        this.mayWait = mayWait;
    }

    /** Asks a disk for a landing. */
    static Optional<Landing> land(Disk disk, DiskLog log, boolean mayWait, long offset, int length, RequestFlags flags)
            throws IOException {
        String call = "landing of " + length + " bytes at " + offset + " " + flags;
        log.begins(call);
        Optional<Landing> offered = Optional.empty();
        long begun = log.tap().waits().begin(call);
        try {
            offered = disk.land(offset, length, flags);
        } catch (RuntimeException | Error e) {
            log.escaped(call, e);
            throw e;
        } finally {
            log.tap().waits().end(call, begun);
            if (offered.isEmpty()) {
                log.ends(call);
            }
        }
        return offered.map(landing -> new TappedLanding(landing, call, length, log, mayWait));
    }

    @Override
    public List<ByteBuffer> buffers() {
        List<ByteBuffer> buffers = landing.buffers();
        long sum = 0;
        for (ByteBuffer buffer : buffers) {
            if (!buffer.isDirect() || buffer.isReadOnly()) {
                log.tap().found(Rules.LANDING, call + " has a buffer that is not direct, or is read-only: " + buffer);
            }
            sum += buffer.remaining();
        }
        if (sum != length) {
            log.tap().found(Rules.LANDING, call + " has buffers of " + sum + " bytes");
        }
        return buffers;
    }

    @Override
    public void commit(Completion completion) {
        Completion once = log.tap().once(completion, call, log);
        try {
            log.watched(call, mayWait, () -> landing.commit(once));
        } catch (IOException | RuntimeException | Error e) {
            log.escaped(call, e);
            once.failed(new DiskException(NbdError.EIO, call + " threw " + e, e));
        }
    }

    @Override
    public void abandon() {
        try {
            landing.abandon();
        } catch (RuntimeException | Error e) {
            log.escaped(call, e);
            throw e;
        } finally {
            log.ends(call);
        }
    }
}
