// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for the shortest part of a failing sequence that still fails, within a time limit. */
final class Shrinker {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Carries out a sequence from the beginning. */
    @FunctionalInterface
    interface Attempt {
        /** How the sequence failed, or empty if it did not. */
        Optional<String> run(List<Step> steps) throws Exception;
    }

    /** A sequence that fails. */
    record Sequence(List<Step> steps, String failure) {}

    private final Attempt attempt;
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();
    private List<Step> steps = List.of();
    private String failure = "it failed once, and not again with the same requests";

    Shrinker(Attempt attempt) {
        this.attempt = attempt;
    }

    Sequence shrink(List<Step> failing) throws Exception {
        steps = List.copyOf(failing);
        if (fails(steps)) {
            for (int piece = steps.size() / 2; piece > 0; piece /= 2) {
                while (leavesOut(piece)) {}
            }
            simplify();
        }
        return new Sequence(steps, failure);
    }

    /** Leaves pieces out; tells whether the sequence has become shorter. */
    private boolean leavesOut(int piece) throws Exception {
        boolean shorter = false;
        for (int at = 0; at < steps.size() && System.nanoTime() < deadline; ) {
            List<Step> less = new ArrayList<>(steps);
            less.subList(at, Math.min(at + piece, less.size())).clear();
            if (!less.isEmpty() && fails(less)) {
                shorter = true;
            } else {
                at += piece;
            }
        }
        return shorter;
    }

    private void simplify() throws Exception {
        for (int i = 0; i < steps.size() && System.nanoTime() < deadline; i++) {
            replace(i, steps.get(i).withoutFlags());
        }
    }

    private void replace(int index, Step simpler) throws Exception {
        if (!simpler.equals(steps.get(index))) {
            List<Step> other = new ArrayList<>(steps);
            other.set(index, simpler);
            fails(other);
        }
    }

    private boolean fails(List<Step> attempted) throws Exception {
        Optional<String> how = attempt.run(attempted);
        if (how.isPresent()) {
            steps = List.copyOf(attempted);
            failure = how.get();
        }
        return how.isPresent();
    }
}
