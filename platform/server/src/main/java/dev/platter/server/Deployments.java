// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.server.steering.Deployment;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Recent changes to bundles and exports. */
final class Deployments {
    private static final int KEPT = 100;

    private final ServerObserver observer;
    private final Deque<Deployment> latest = new ArrayDeque<>();

    Deployments(ServerObserver observer) {
        this.observer = observer;
    }

    /** Begins a change, which is recorded when it has succeeded or failed. */
    Attempt begin() {
        return new Attempt(observer.changing());
    }

    private synchronized void add(Deployment deployment) {
        latest.addFirst(deployment);
        if (latest.size() > KEPT) {
            latest.removeLast();
        }
    }

    synchronized List<Deployment> list() {
        return new ArrayList<>(latest);
    }

    /** A change under way, for {@code platterctl}, the page and the flight recorder. */
    final class Attempt {
        private final ServerObserver.Change observed;

        private Attempt(ServerObserver.Change observed) {
            this.observed = observed;
        }

        void succeeded(String what) {
            observed.ended(what, "");
            add(new Deployment(Instant.now(), what, Optional.empty()));
        }

        void failed(String what, String why) {
            observed.ended(what, why);
            add(new Deployment(Instant.now(), what, Optional.of(why)));
        }
    }
}
