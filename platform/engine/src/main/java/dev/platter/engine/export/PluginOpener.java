// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Opener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Opens a plugin. */
record PluginOpener(Member.OfPlugin member, MemberDisks disks) implements Opener {
    @Override
    public Disk open(Client client) throws IOException {
        Optional<Trace> trace = Trace.opening(member, client);
        Disk disk = RefusalException.of(
                member, () -> Emulation.of(disks.of(member, member.plugin().open(client)), client));
        return trace.map(it -> it.of(member, disk)).orElse(disk);
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
