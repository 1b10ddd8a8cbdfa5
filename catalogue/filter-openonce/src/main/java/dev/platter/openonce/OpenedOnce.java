// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.openonce;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Opener;
import java.io.IOException;
import java.util.Optional;

/** One disk behind, which the first client opens that asks for it. Clients that ask meanwhile wait. */
final class OpenedOnce {
    private final Opener next;
    private final Client client;
    private Optional<SharedDisk> shared = Optional.empty();

    /** @param client for which the disk is opened: not one that leaves before the disk is closed */
    OpenedOnce(Opener next, Client client) {
        this.next = next;
        this.client = client;
    }

    /** The disk; if it cannot be opened, the next client tries again. */
    synchronized SharedDisk disk() throws IOException {
        if (shared.isEmpty()) {
            shared = Optional.of(open());
        }
        return shared.get();
    }

    private SharedDisk open() throws IOException {
        Disk behind = next.open(client);
        try {
            return new SharedDisk(behind);
        } catch (IOException | RuntimeException | Error e) {
            try (behind) {
                throw e;
            }
        }
    }

    /** Closes the disk. It is opened anew if it is asked for again. */
    synchronized void close() throws IOException {
        Optional<SharedDisk> open = shared;
        shared = Optional.empty();
        if (open.isPresent()) {
            open.get().close();
        }
    }
}
