// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Context;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import dev.platter.rbd.library.CephException;
import java.io.IOException;
import java.time.Duration;

/**
 * A request that is begun again and again while the cluster is full. Without {@code rados_set_pool_full_try}, the library would
 * have it wait by itself; but then it would also have requests wait that exceed a quota, which should fail, and trims, which make
 * room.
 */
final class RoomSeeker implements Completion {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Room room;
    private final Context context;
    private final Client client;
    private final Attempt attempt;
    private final Completion completion;
    private boolean waited;

    /** Begins the request once. */
    @FunctionalInterface
    interface Attempt {
        void begin(Completion end);
    }

    private RoomSeeker(Room room, Context context, Client client, Attempt attempt, Completion completion) {
        this.room = room;
        this.context = context;
        this.client = client;
        this.attempt = attempt;
        this.completion = completion;
    }

    static void begin(Room room, Context context, Client client, Attempt attempt, Completion completion) {
        attempt.begin(new RoomSeeker(room, context, client, attempt, completion));
    }

    @Override
    public void succeeded() {
        if (waited) {
            room.found(context.logger());
        }
        completion.succeeded();
    }

    @Override
    public void failed(IOException error) {
        if (!(error instanceof CephException reason && reason.isFull())) {
            completion.failed(error);
            return;
        }
        room.missing(context.logger());
        waited = true;
        context.schedule(client, INTERVAL, early -> again(early, error));
    }

    private void again(boolean early, IOException error) {
        if (early) {
            completion.failed(
                    new DiskException(NbdError.ESHUTDOWN, "the connection ended while a write waited for room", error));
            return;
        }
        try {
            attempt.begin(this);
        } catch (RuntimeException | Error e) {
            completion.failed(new IOException(e));
            throw e;
        }
    }
}
