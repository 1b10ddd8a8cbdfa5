// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.events;

import dev.platter.engine.traffic.ConnectionListener;
import dev.platter.engine.traffic.Visit;
import dev.platter.server.Addresses;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Records connections in the flight recorder. */
final class RecordedVisits implements ConnectionListener {
    private final Map<Visit, ConnectionEvent> events = new ConcurrentHashMap<>();

    @Override
    public void came(Visit visit) {
        events.put(visit, ConnectionEvent.begun(visit.id()));
    }

    @Override
    public void left(Visit visit) {
        ConnectionEvent event = events.remove(visit);
        if (event != null) {
            event.ended(visit.client().map(Addresses::of).orElse(""), visit.export());
        }
    }
}
