// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ruby;

import dev.platter.peers.Peer;
import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Each of its many instances is a Ruby that starts, which takes long. */
@Tag("long")
@Tag("same-in-both-modes")
class RubyConformanceTest extends PluginConformance {
    @BeforeAll
    static void findInterpreter() {
        Peer.requireInPath("ruby");
    }

    @Override
    protected Subject subject() {
        return Subject.of(RubyPlugin.class)
                .with(
                        "script",
                        Path.of("src/test/scripts/disk.rb").toAbsolutePath().toString())
                .that(Trait.COSTLY_REQUESTS, Trait.WRITES_WHAT_FITS);
    }
}
