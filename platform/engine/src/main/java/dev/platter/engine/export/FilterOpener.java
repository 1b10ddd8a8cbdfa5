// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Filter;
import dev.platter.api.Opener;
import java.io.IOException;
import java.util.List;

/**
 * Opens a filter, which opens the next member behind it.
 *
 * @param member what the log calls it
 */
record FilterOpener(String member, Filter filter, Opener next) implements Opener {
    @Override
    public Disk open(Client client) throws IOException {
        return Emulation.of(MemberDisk.of(member, filter.open(next, client)), client);
    }

    @Override
    public List<Export> exports(Client client) throws IOException {
        return filter.exports(next, client);
    }

    @Override
    public String defaultExport(Client client) throws IOException {
        return filter.defaultExport(next, client);
    }
}
