// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.ThreadModel;
import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client is let in at once, waits for another connection to end, or is refused. */
class EntranceTest {
    private final List<String> events = new ArrayList<>();

    private static Entrance entrance(BareConnection client) {
        Negotiation negotiation =
                new Negotiation(client.connection, new DiskRecall(client.connection, () -> {}), client.terms);
        return new Entrance(client.channel.eventLoop(), client.terms, negotiation);
    }

    private void enter(Entrance entrance, String who) {
        entrance.enter(() -> events.add(who + " in"), why -> events.add(who + " refused: " + why));
    }

    @Test
    void theMembersOfTheOnlyExportAreAskedFirst() throws IOException {
        try (SmallExport export = new SmallExport();
                BareConnection client = new BareConnection(Exports.any(export.under(ExportPolicy.OPEN)))) {
            Entrance entrance = entrance(client);
            enter(entrance, "one");
            assertEquals(List.of(), export.calls());
            client.run();
            assertEquals(List.of("accept"), export.calls());
            assertEquals(List.of("one in"), events);
            entrance.leave();
        }
    }

    @Test
    void anExportThatIsGoneRefuses() throws IOException {
        try (SmallExport export = new SmallExport();
                BareConnection client = new BareConnection(Exports.any(export.under(ExportPolicy.OPEN)))) {
            export.revision().retire();
            enter(entrance(client), "one");
            client.run();
            assertEquals(List.of("one refused: the export is no longer served"), events);
        }
    }

    @Test
    void theNextConnectionWaitsIfOnlyOneIsServedAtATime() throws IOException {
        try (SmallExport export = new SmallExport(ThreadModel.SERIALIZE_CONNECTIONS)) {
            Exports exports = Exports.any(export.under(ExportPolicy.OPEN));
            try (BareConnection first = new BareConnection(exports);
                    BareConnection second = new BareConnection(exports)) {
                Entrance one = entrance(first);
                Entrance two = entrance(second);
                enter(one, "one");
                first.run();
                enter(two, "two");
                second.run();
                assertEquals(List.of("one in"), events);
                one.leave();
                second.run();
                assertEquals(List.of("one in", "two in"), events);
                two.leave();
            }
        }
    }
}
