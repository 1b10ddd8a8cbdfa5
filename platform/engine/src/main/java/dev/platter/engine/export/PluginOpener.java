// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Opener;
import java.io.IOException;
import java.util.List;

/** Opens a plugin. */
record PluginOpener(Member.OfPlugin member, MemberDisks disks) implements Opener {
    @Override
    public Disk open(Client client) throws IOException {
        return RefusalException.of(
                member, () -> Emulation.of(disks.of(member, member.plugin().open(client)), client));
    }

    @Override
    public List<Export> exports(Client client) throws IOException {
        return RefusalException.of(member, () -> member.plugin().exports(client));
    }

    @Override
    public String defaultExport(Client client) throws IOException {
        return RefusalException.of(member, () -> member.plugin().defaultExport(client));
    }
}
