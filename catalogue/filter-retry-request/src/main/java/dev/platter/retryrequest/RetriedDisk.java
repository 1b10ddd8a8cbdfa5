// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.retryrequest;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.retries.Patience;
import dev.platter.retries.RepeatableRequest;
import dev.platter.retries.RepeatingDisk;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/** A disk whose requests are carried out again, a while after they have failed. No thread waits for that. */
final class RetriedDisk extends RepeatingDisk {
    private final AsyncDisk next;
    private final Patience patience;
    private final Context context;
    private final Client client;

    RetriedDisk(Disk next, Patience patience, Context context, Client client) {
        this.next = AsyncDisk.of(next);
        this.patience = patience;
        this.context = context;
        this.client = client;
    }

    @Override
    public long size() throws IOException {
        return next.size();
    }

    @Override
    public Features features() throws IOException {
        return next.features();
    }

    @Override
    public boolean blocking() {
        return next.blocking();
    }

    @Override
    public Optional<String> description() throws IOException {
        return next.description();
    }

    @Override
    public List<String> metaContexts() throws IOException {
        return next.metaContexts();
    }

    @Override
    protected void carryOut(RepeatableRequest request, Completion completion) {
        request.begin(next, new Attempt(request, completion));
    }

    @Override
    public void close() throws IOException {
        next.close();
    }

    private final class Attempt implements Completion {
        private final RepeatableRequest request;
        private final Completion completion;
        private long failures;

        Attempt(RepeatableRequest request, Completion completion) {
            this.request = request;
            this.completion = completion;
        }

        @Override
        public void succeeded() {
            request.report();
            completion.succeeded();
        }

        @Override
        public void failed(IOException error) {
            failures++;
            if (!patience.allows(failures)) {
                completion.failed(error);
                return;
            }
            context.logger().log(Level.DEBUG, () -> request + " failed, and is tried again: " + error.getMessage());
            context.schedule(client, patience.before(failures), early -> tryAgain(early, error));
        }

        /** When the client or the server is going away, nobody waits for a better answer. */
        private void tryAgain(boolean early, IOException error) {
            if (early) {
                completion.failed(error);
            } else {
                request.begin(next, this);
            }
        }
    }
}
