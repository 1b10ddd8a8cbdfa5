// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ondemand;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import dev.platter.api.Registration;
import dev.platter.nbd.NbdError;
import java.util.HashMap;
import java.util.Map;

/** Who uses which name: one client, or several that only read. Any thread may call it. */
final class Turns {
    private static final int WRITER = -1;

    /** How many readers a name has, or {@link #WRITER}. A name that nobody uses is not here. */
    private final Map<String, Integer> users = new HashMap<>();

    /** Gives a name back. */
    interface Turn {
        /** A turn that nobody waits for. */
        Turn NONE = () -> {};

        /** Gives it back; called once. */
        void end();
    }

    /**
     * Takes a name if it is free.
     *
     * @param shared whether others may have it too that share it
     * @throws DiskException if it is not
     */
    synchronized Turn take(String name, boolean shared) throws DiskException {
        if (!isFree(name, shared)) {
            throw new DiskException(NbdError.EINVAL, name + ": filesystem is locked by another client");
        }
        return begin(name, shared);
    }

    /**
     * Takes a name as soon as it is free.
     *
     * @param client for whom; if it leaves, it need not wait any longer
     * @throws DiskException if the client has gone, or the thread is interrupted, which it stays
     */
    synchronized Turn await(String name, boolean shared, Client client) throws DiskException {
        try (Registration _ = client.whenGone(this::look)) {
            while (!isFree(name, shared)) {
                if (client.isGone()) {
                    throw new DiskException(
                            NbdError.ESHUTDOWN, name + ": the client has gone, while another one used the filesystem");
                }
                wait();
            }
            return begin(name, shared);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DiskException(
                    NbdError.ESHUTDOWN, name + ": interrupted while another client used the filesystem", e);
        }
    }

    private boolean isFree(String name, boolean shared) {
        int now = users.getOrDefault(name, 0);
        return now == 0 || (shared && now != WRITER);
    }

    private Turn begin(String name, boolean shared) {
        users.merge(name, shared ? 1 : WRITER, Integer::sum);
        return () -> end(name);
    }

    private synchronized void end(String name) {
        users.computeIfPresent(name, (_, now) -> now == WRITER || now == 1 ? null : now - 1);
        notifyAll();
    }

    private synchronized void look() {
        notifyAll();
    }
}
