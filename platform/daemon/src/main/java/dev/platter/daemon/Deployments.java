package dev.platter.daemon;

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

    synchronized void succeeded(String what) {
        add(new Deployment(Instant.now(), what, Optional.empty()));
    }

    synchronized void failed(String what, String why) {
        add(new Deployment(Instant.now(), what, Optional.of(why)));
    }

    private void add(Deployment deployment) {
        latest.addFirst(deployment);
        if (latest.size() > KEPT) {
            latest.removeLast();
        }
    }

    synchronized List<Deployment> list() {
        return new ArrayList<>(latest);
    }
}
