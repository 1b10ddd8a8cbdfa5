// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.perl;

import dev.platter.peers.Peer;
import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Each of its many instances is a Perl that starts, which takes long. */
@Tag("long")
@Tag("same-in-both-modes")
class PerlConformanceTest extends PluginConformance {
    @BeforeAll
    static void findInterpreter() {
        Peer.requireInPath("perl");
    }

    @Override
    protected Subject subject() {
        return Subject.of(PerlPlugin.class)
                .with(
                        "script",
                        Path.of("src/test/scripts/disk.pl").toAbsolutePath().toString())
                .that(Trait.COSTLY_REQUESTS, Trait.WRITES_WHAT_FITS);
    }
}
