// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** man(1) shows the manual pages without warnings. */
@Tag("same-in-both-modes")
@Needs("groff")
final class ManualPagesIT {
    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target", "manual", "man1"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageIsShownWithoutAWarning(Path page) {
        Outcome shown = Peer.require("groff").run("-man", "-Tutf8", "-ww", page.toString());
        assertEquals("", shown.err());
        assertEquals(0, shown.status());
    }
}
