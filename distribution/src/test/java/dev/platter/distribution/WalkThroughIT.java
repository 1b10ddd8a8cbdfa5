// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands of docs/guide/walk-through.md print what the guide shows. */
@Needs({"nbdcopy", "nbdsh"})
class WalkThroughIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    @Test
    void everyCommandShowsWhatTheGuideSays() throws IOException {
        Guide guide = Guide.read("walk-through.md");
        String typed = guide.typed(platter, List.of("nbdcopy", "nbdsh"));
        assertEquals(comparable(guide.shown()), comparable(typed));
    }

    /** The output without the number of nbdcopy's connections, which varies. */
    private static String comparable(String shown) {
        return shown.replaceAll("read-write +[0-9]+", "read-write N");
    }
}
