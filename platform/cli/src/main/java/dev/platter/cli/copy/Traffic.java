// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The connections of a copy, and the requests on them, as far as both ends and the command line allow. */
final class Traffic {
    private final CopySettings settings;
    private final Consumer<String> notes;

    /** What waits for blocks in their order, and waits in vain once one has failed. */
    private final List<InOrder> queues = new ArrayList<>();

    Traffic(CopySettings settings, Consumer<String> notes) {
        this.settings = settings;
        this.notes = notes;
    }

    /**
     * The requests of a copy.
     *
     * @param lanes how many connections each end has
     * @param alignment of all ends, in bytes
     * @param request the longest, in bytes
     */
    record Shape(int lanes, int alignment, int request) {}

    /** What suits the ends, which get their connections; one to another pipe without any. */
    Shape between(Place... places) throws IOException {
        int lanes = places.length == 0 ? 1 : settings.connections();
        int longest = settings.requestSize();
        int alignment = 1;
        for (Place place : places) {
            lanes = Math.min(lanes, place.mostConnections());
            longest = Math.min(longest, place.longest());
            alignment = Math.max(alignment, place.alignment());
        }
        for (Place place : places) {
            place.connect(lanes);
        }
        int request = Math.max(longest & -alignment, alignment);
        notes.accept("connections: " + lanes + ", requests under way: " + requests(request) + " each, of at most "
                + request + " bytes");
        return new Shape(lanes, alignment, request);
    }

    private int requests(int request) {
        return (int) Math.max(1, Math.min(settings.requests(), settings.queueSize() / request));
    }

    /** Room for the blocks under way. */
    Flight flight(Shape shape) {
        return new Flight(
                shape.lanes * requests(shape.request),
                shape.request,
                why -> queues.forEach(queue -> queue.abandon(why)));
    }

    /** A drain that hands on blocks in their order, and gives up when one has failed. */
    InOrder ordered(InOrder.Taker taker) {
        InOrder queue = new InOrder(taker);
        queues.add(queue);
        return queue;
    }
}
