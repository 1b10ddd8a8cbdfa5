// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands of docs/guide/guest-memory.md print what the guide shows: a virtual machine runs with its memory in a disk. */
@Needs({"certtool", "fusermount3", "nbdcopy", "nbdfuse", "nbdinfo", "qemu-system-x86_64"})
@Timeout(120)
class GuestMemoryIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    @Test
    void everyCommandShowsWhatTheGuideSays() throws IOException {
        Guide guide = Guide.read("guest-memory.md");
        assertEquals(guide.shown(), guide.typedBeside(Peer.require("nbdfuse"), platter));
    }
}
