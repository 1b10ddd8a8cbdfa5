// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.daemon.events.BundleChangeEvent;
import dev.platter.daemon.steering.Deployment;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What has happened to bundles and exports lately. */
final class Deployments {
    private static final int KEPT = 100;

    private final Deque<Deployment> latest = new ArrayDeque<>();

    /** Something begins, and is remembered when it is known how it has ended. */
    Attempt begin() {
        return new Attempt(BundleChangeEvent.begun());
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

    /** A change that is tried, for {@code platterctl}, the page and the flight recorder. */
    final class Attempt {
        private final BundleChangeEvent event;

        private Attempt(BundleChangeEvent event) {
            this.event = event;
        }

        void succeeded(String what) {
            event.ended(what, "");
            add(new Deployment(Instant.now(), what, Optional.empty()));
        }

        void failed(String what, String why) {
            event.ended(what, why);
            add(new Deployment(Instant.now(), what, Optional.of(why)));
        }
    }
}
