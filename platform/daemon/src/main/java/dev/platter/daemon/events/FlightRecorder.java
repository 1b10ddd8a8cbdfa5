// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.events;

import dev.platter.engine.traffic.ConnectionListener;
import dev.platter.engine.traffic.SlowRequests;
import dev.platter.server.ServerObserver;

/** Turns what a server does into events of Java's flight recorder. */
public final class FlightRecorder implements ServerObserver {
    @Override
    public ConnectionListener connectionListener() {
        return new RecordedVisits();
    }

    @Override
    public void slow(int command, String export, long nanos) {
        SlowRequestEvent.answered(command, export, nanos, SlowRequests.SLOW);
    }

    @Override
    public Change changing() {
        return BundleChangeEvent.begun()::ended;
    }
}
