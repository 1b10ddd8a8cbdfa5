// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A system for which there is no library of zstd. */
@Tag("same-in-both-modes")
class ZstdLibraryIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    private Outcome create(String format, Path image) {
        // Java has no calls to foreign functions there.
        String options = "-Dos.arch=vax -Dplatter.portable=true -Djava.io.tmpdir=" + platter.folder();
        Peer vax = platter.command("platter-gzip").with(Map.of("PLATTER_JAVA_OPTIONS", options));
        return vax.run("create", "--format", format, image.toString(), image + "." + format);
    }

    @Test
    void aSystemWithoutTheLibraryIsNamedAndHasTheOtherFormats() throws IOException {
        Path image = Files.write(platter.folder().resolve("disk.img"), new byte[100_000]);

        Outcome zstd = create("zstd", image);

        assertEquals(1, zstd.status());
        assertTrue(zstd.err().startsWith("platter-gzip: the library of zstd cannot be loaded for "), zstd.err());
        assertTrue(zstd.err().contains(" on vax: "), zstd.err());
        assertEquals(1, zstd.err().lines().count(), zstd.err());
        create("gzip", image).success();
    }
}
