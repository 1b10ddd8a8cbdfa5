// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What users see of the archive platter-extra before they have it. */
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
}
