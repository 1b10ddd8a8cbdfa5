// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.Poller;
import dev.platter.api.RequestFlags;
import dev.platter.libc.Ring;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A file whose reads and writes go to the storage through a queue of the system (io_uring), and occupy no thread while they
 * are under way. What one turn of the event loop has parsed is submitted in one call at its end, or {@value #EARLY} at a
 * time if it is more, and what is done is completed in one task of the loop. What is in the system's cache is read at
 * once. The other kinds of requests are done by the disk behind, on a few workers. Syncs are among them, so that all go
 * through its {@link SharedSync}.
 *
 * <h2>Threads</h2>
 *
 * <p>The ring is the loop's. A worker that calls, since another member of the chain waits, does the work itself: to hand it
 * over would wake two threads. The reads and writes of all other threads are handed to the loop.
 *
 * <h2>Without a ring</h2>
 *
 * <p>The loop opens the ring when the first request needs it: a client that only looks at the disk costs none. If the system
 * refuses, the workers do everything for this client, and the plugin opens no more such disks.
 */
final class RingDisk extends ForwardingAsyncDisk {
    /** As many as the server has for the requests of one export. */
    private static final int WORKERS = 16;

    /** The storage begins with so many requests while the rest of a turn's is parsed and answered. */
    private static final int EARLY = 8;

    private final String name;
    private final RingFile file;
    private final Poller loop;
    private final Rings rings;
    private final WorkQueue work;
    private final PendingSyncs syncs;
    private @Nullable Ring ring;
    private Poller.@Nullable Watch watch;
    private boolean refused;
    private boolean submits;

    /**
     * Creates it without a ring.
     *
     * @param behind does what the ring does not; it is closed with this one
     * @param loop of the client's connection
     * @param workers for what waits
     */
    RingDisk(Disk behind, RingFile file, Poller loop, Rings rings, Executor workers) {
        super(behind);
        name = behind.toString();
        this.file = file;
        this.loop = loop;
        this.rings = rings;
        work = new WorkQueue(workers, WORKERS);
        syncs = new PendingSyncs(next(), work);
    }

    @Override
    public boolean blocking() {
        return false;
    }

    @Override
    public boolean completesOnReturn() {
        return false;
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        return next().tryRead(into, offset, holes);
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return next().lend(offset, length, loan);
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        if (loop.mayWait()) {
            next().read(into, offset, holes, completion);
            return;
        }
        onLoop(completion, () -> {
            Ring own = ring();
            if (own == null) {
                work.add(completion, () -> next().read(into, offset, holes, completion));
            } else {
                begin(own, Transfer.ofRead(name, own, file, into, offset, completion), completion);
            }
        });
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        if (loop.mayWait()) {
            next().write(from, offset, flags, completion);
            return;
        }
        onLoop(completion, () -> {
            Ring own = ring();
            if (own == null) {
                work.add(completion, () -> next().write(from, offset, flags, completion));
            } else {
                Completion end = flags.fua() ? thenSync(completion) : completion;
                begin(own, Transfer.ofWrite(name, own, file, from, offset, end), end);
            }
        });
    }

    private void begin(Ring own, Transfer transfer, Completion completion) {
        try {
            transfer.begin();
        } catch (IOException e) {
            completion.failed(e);
            return;
        }
        if (own.unsubmitted() >= EARLY) {
            own.submit();
        } else {
            submitSoon(own);
        }
    }

    private void submitSoon(Ring own) {
        if (!submits) {
            submits = true;
            loop.afterTurn(() -> {
                submits = false;
                if (own.unsubmitted() > 0) {
                    own.submit();
                }
            });
        }
    }

    private @Nullable Ring ring() {
        if (ring == null && !refused) {
            Ring opened = rings.open();
            refused = opened == null;
            if (opened != null) {
                try {
                    watch = loop.watch(opened.eventDescriptor(), opened::reap);
                    ring = opened;
                } catch (IOException e) {
                    refused = true;
                    opened.close();
                }
            }
        }
        return ring;
    }

    @Override
    public void flush(Completion completion) {
        if (loop.mayWait()) {
            next().flush(completion);
        } else {
            syncs.join(completion);
        }
    }

    private Completion thenSync(Completion completion) {
        return new Completion() {
            @Override
            public void succeeded() {
                syncs.join(completion);
            }

            @Override
            public void failed(IOException error) {
                completion.failed(error);
            }
        };
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        later(completion, () -> next().trim(offset, length, flags, completion));
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        later(completion, () -> next().zero(offset, length, flags, completion));
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        later(completion, () -> next().cache(offset, length, completion));
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        later(completion, () -> next().extents(offset, length, sink, completion));
    }

    private void later(Completion completion, Runnable call) {
        if (loop.mayWait()) {
            call.run();
        } else {
            work.add(completion, call);
        }
    }

    private void onLoop(Completion completion, Runnable call) {
        if (loop.isCurrentThread()) {
            call.run();
            return;
        }
        try {
            loop.execute(call);
        } catch (RuntimeException | Error e) {
            completion.failed(new DiskException(NbdError.EIO, "the event loop takes no more requests: " + e, e));
        }
    }

    @Override
    public void close() throws IOException {
        if (watch != null) {
            watch.close();
        }
        if (ring != null) {
            ring.close();
        }
        super.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
