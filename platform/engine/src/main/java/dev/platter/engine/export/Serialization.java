// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Opener;
import dev.platter.api.ThreadModel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands in front of a member that does not allow parallel calls, and enforces its thread model. The server already
 * sends requests one by one; this is for calls other than requests, and for filters that call the members behind them
 * on threads of their own.
 *
 * <p>Each member has its own lock. With one lock for the whole chain, a filter that waits within a request for a thread
 * of its own, which reads from the member behind it, would wait for ever.
 */
final class Serialization {
    private final ThreadModel model;
    private final Lock lock = new ReentrantLock(true);

    Serialization(ThreadModel model) {
        this.model = model;
    }

    /** A call to make while holding a lock. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws IOException;
    }

    static <T> T under(Lock lock, Call<T> call) throws IOException {
        lock.lock();
        try {
            return call.run();
        } finally {
            lock.unlock();
        }
    }

    /** Makes a call that does not belong to a disk. */
    <T> T outsideOfDisks(Call<T> call) throws IOException {
        return isOverAllConnections() ? under(lock, call) : call.run();
    }

    /** The same opener, or a wrapper that enforces the thread model. */
    Opener around(Opener member) {
        if (model == ThreadModel.PARALLEL) {
            return member;
        }
        return new Opener() {
            @Override
            public Disk open(Client client) throws IOException {
                return outsideOfDisks(() ->
                        new SerializedDisk(member.open(client), isOverAllConnections() ? lock : new ReentrantLock()));
            }

            @Override
            public List<Export> exports(Client client) throws IOException {
                return outsideOfDisks(() -> member.exports(client));
            }

            @Override
            public String defaultExport(Client client) throws IOException {
                return outsideOfDisks(() -> member.defaultExport(client));
            }
        };
    }

    private boolean isOverAllConnections() {
        return model.compareTo(ThreadModel.SERIALIZE_ALL_REQUESTS) <= 0;
    }
}
