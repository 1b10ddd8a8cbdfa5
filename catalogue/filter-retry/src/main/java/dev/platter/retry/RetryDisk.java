// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.retry;

import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Context;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.Opener;
import dev.platter.api.Support;
import dev.platter.nbd.NbdError;
import dev.platter.retries.RepeatableRequest;
import dev.platter.retries.RepeatingDisk;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A disk that opens the disk behind again when a request has failed, and then tries that request once more.
 *
 * <p>Requests that fail together have it opened once: each remembers which disk it has seen fail, and only if that is still the current one
 * is it replaced. What is still under way on the old disk goes on there.
 */
final class RetryDisk extends RepeatingDisk {
    private final Opener opener;
    private final Client client;
    private final RetryPolicy policy;
    private final Context context;
    private final OpenedDisk first;
    private final long size;
    private final Features features;

    /** Opens one disk at a time, which may wait; no request waits for it, but those that try again. */
    private final Object opening = new Object();

    private volatile @Nullable OpenedDisk current;

    RetryDisk(Opener opener, Client client, RetryPolicy policy, Context context, OpenedDisk first) throws IOException {
        this.opener = opener;
        this.client = client;
        this.policy = policy;
        this.context = context;
        this.first = first;
        current = first;
        size = first.size();
        features = first.features();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public boolean blocking() {
        return first.disk().blocking();
    }

    @Override
    public Optional<String> description() throws IOException {
        return first.disk().description();
    }

    @Override
    public List<String> metaContexts() throws IOException {
        return first.disk().metaContexts();
    }

    @Override
    protected void carryOut(RepeatableRequest request, Completion completion) {
        new Attempt(request, completion).begin();
    }

    /** Called when no request is under way. */
    @Override
    public void close() throws IOException {
        OpenedDisk last = current;
        current = null;
        if (last != null && last.release()) {
            last.disk().close();
        }
    }

    /** Puts another disk in the place of one that has failed. May wait. */
    private void reopen(@Nullable OpenedDisk failed) throws IOException {
        synchronized (opening) {
            OpenedDisk now = current;
            if (now != null && now != failed) {
                return;
            }
            current = null;
            // A disk that can be opened once must be closed before.
            if (now != null && now.release()) {
                close(now);
            }
            current = open();
        }
    }

    private OpenedDisk open() throws IOException {
        Client asked = policy.readOnly() ? client.asReadOnly() : client;
        return RetryFilter.opened(opener, asked);
    }

    private void letGo(OpenedDisk disk) {
        if (disk.release()) {
            try {
                context.workers().execute(() -> close(disk));
            } catch (RejectedExecutionException e) {
                close(disk);
            }
        }
    }

    private void close(OpenedDisk disk) {
        try {
            disk.disk().close();
        } catch (IOException e) {
            context.logger().log(Level.DEBUG, "closing the disk that has failed: " + e.getMessage());
        }
    }

    /** A request, from its first time to its last. One time is over before the next begins. */
    private final class Attempt implements Completion {
        private final RepeatableRequest request;
        private final Completion completion;
        private long failures;
        private @Nullable OpenedDisk used;

        Attempt(RepeatableRequest request, Completion completion) {
            this.request = request;
            this.completion = completion;
        }

        void begin() {
            OpenedDisk disk = current;
            if (disk == null || !disk.hold()) {
                used = null;
                retryAfter(new DiskException(NbdError.ESHUTDOWN, "the disk could not be opened again"));
                return;
            }
            used = disk;
            if (request.changes() && !disk.features().write()) {
                refuseChange();
            } else if (request.end() > disk.size()) {
                failed(new DiskException(
                        NbdError.EIO,
                        request + " up to " + request.end() + " is beyond the end of the disk, which has " + disk.size()
                                + " bytes since it was opened again"));
            } else if (request.flags().fastZero() && !disk.features().fastZero()) {
                completed();
                completion.failed(new DiskException(
                        NbdError.ENOTSUP,
                        "the disk has no fast zeroes since it was opened again: ask for zeroes without the"
                                + " flag FAST_ZERO"));
            } else if (request.flags().fua() && disk.features().fua() == Support.NONE) {
                failed(new DiskException(
                        NbdError.EIO,
                        request
                                + " with the flag FUA cannot be carried out, since the disk does not offer"
                                + " that any more since it was opened again"));
            } else {
                request.begin(disk.disk(), this);
            }
            // The call has returned.
            letGo(disk);
        }

        /** If the filter itself has asked for a disk that cannot be changed, there is nothing to wait for. */
        private void refuseChange() {
            DiskException refusal =
                    new DiskException(NbdError.EPERM, request + ": the disk is read-only since it was opened again");
            if (policy.readOnly()) {
                completed();
                completion.failed(refusal);
            } else {
                failed(refusal);
            }
        }

        @Override
        public void succeeded() {
            completed();
            request.report();
            completion.succeeded();
        }

        @Override
        public void failed(IOException error) {
            completed();
            retryAfter(error);
        }

        private void completed() {
            if (used != null) {
                letGo(used);
            }
        }

        private void retryAfter(IOException error) {
            failures++;
            context.logger().log(Level.DEBUG, () -> request + " failed: " + error.getMessage());
            if (!policy.allows(failures, error)) {
                completion.failed(error);
                return;
            }
            context.schedule(client, policy.patience().before(failures), early -> tryAgain(early, error));
        }

        /** When the client or the server is going away, nobody waits for a better answer. */
        private void tryAgain(boolean early, IOException error) {
            if (early) {
                completion.failed(error);
                return;
            }
            try {
                reopen(used);
            } catch (IOException e) {
                used = null;
                retryAfter(e);
                return;
            }
            begin();
        }
    }
}
