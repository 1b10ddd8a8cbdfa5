// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What users see of the archive platter-extra, before and after they have it. */
@Tag("same-in-both-modes")
class ExtraIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    @Test
    void pluginThatIsNotInstalledIsSaidToComeWithExtra() throws IOException {
        Tarball core = Tarball.unpackWithoutExtra(
                Files.createDirectory(platter.folder().resolve("core")));
        Outcome refused = platter.command(core, "platter").run("curl", "http://127.0.0.1/");
        Platter.assertRefused(refused, "'curl' comes with platter-extra", "unpack that archive over this one");
        assertEquals(
                0, platter.command(core, "platter").run("memory", "--version").status());
    }

    /** Classes of an embedded library that it finds by their names would be missing only here. */
    @Test
    void pluginSshHasAllThatItNeedsInside() throws IOException {
        String info =
                Platter.quoted(platter.command("platter-info").commandLine().getFirst()) + " \"$uri\"";
        Outcome refused =
                platter.run("-U", "-", "ssh", "host=127.0.0.1", "port=1", "config=", "disk.img", "--run", info);
        assertTrue(refused.err().contains("cannot connect to 127.0.0.1:1"), refused.err());
    }
}
