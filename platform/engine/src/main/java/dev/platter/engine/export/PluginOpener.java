// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Opener;
import dev.platter.api.Plugin;
import java.io.IOException;
import java.util.List;

/**
 * Opens a plugin.
 *
 * @param member what the log calls it
 */
record PluginOpener(String member, Plugin plugin) implements Opener {
    @Override
    public Disk open(Client client) throws IOException {
        return Emulation.of(MemberDisk.of(member, plugin.open(client)), client);
    }

    @Override
    public List<Export> exports(Client client) throws IOException {
        return plugin.exports(client);
    }

    @Override
    public String defaultExport(Client client) throws IOException {
        return plugin.defaultExport(client);
    }
}
