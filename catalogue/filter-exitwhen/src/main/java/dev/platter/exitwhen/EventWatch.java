// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exitwhen;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for events until the first of them has happened. Any thread may call it; one at a time looks. */
final class EventWatch {
    private final List<Event> events;
    private final Logger logger;
    private @Nullable String happened;

    EventWatch(List<Event> events, Logger logger) {
        this.events = events;
        this.logger = logger;
    }

    boolean isNeeded() {
        return !events.isEmpty();
    }

    /** Returns the sentence of the event that has happened. An event that cannot be looked for is logged, and skipped. */
    synchronized Optional<String> look() {
        for (Event event : events) {
            if (happened == null && hasHappened(event)) {
                happened = event.sentence();
                logger.log(Level.DEBUG, happened);
            }
        }
        return Optional.ofNullable(happened);
    }

    private boolean hasHappened(Event event) {
        try {
            return event.hasHappened();
        } catch (IOException e) {
            logger.log(Level.ERROR, e.getMessage(), e);
            return false;
        }
    }
}
