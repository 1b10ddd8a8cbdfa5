// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Opener;
import java.util.ArrayList;
import java.util.List;

/** Opens one disk for every client, and remembers the clients. Used by one thread at a time. */
public final class TestOpener implements Opener {
    private final Disk disk;
    private final List<Client> clients = new ArrayList<>();

    /**
     * Makes an opener of one disk.
     *
     * @param disk is opened each time
     */
    public TestOpener(Disk disk) {
        this.disk = disk;
    }

    /**
     * The clients for which the disk was opened.
     *
     * @return the clients, in order
     */
    public List<Client> clients() {
        return List.copyOf(clients);
    }

    @Override
    public Disk open(Client client) {
        clients.add(client);
        return disk;
    }

    @Override
    public List<Export> exports(Client client) {
        return List.of(new Export("", ""), new Export("it's one", "of two"));
    }

    @Override
    public String defaultExport(Client client) {
        return "";
    }
}
