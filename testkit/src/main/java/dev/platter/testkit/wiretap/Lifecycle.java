// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

/** The stage of an instance's life. */
final class Lifecycle {
    /** The stages, in their order. */
    enum Station {
        CONSTRUCTED,
        PREPARED,
        STARTED,
        STOPPED
    }

    private final Wiretap tap;
    private Station station = Station.CONSTRUCTED;

    Lifecycle(Wiretap tap) {
        this.tap = tap;
    }

    synchronized void reaches(Station next) {
        boolean inOrder = switch (next) {
            case CONSTRUCTED -> false;
            case PREPARED -> station == Station.CONSTRUCTED;
            case STARTED -> station == Station.PREPARED;
            case STOPPED -> station != Station.STOPPED;
        };
        if (!inOrder) {
            tap.found(Rules.LIFECYCLE, "it became " + next + " when it was " + station);
        }
        if (next == Station.STOPPED && tap.opened() != tap.closed()) {
            tap.found(
                    Rules.CLOSE,
                    "it was stopped when " + tap.opened() + " disks had been opened and " + tap.closed() + " closed");
        }
        station = next;
    }

    synchronized void opens() {
        if (station != Station.STARTED) {
            tap.found(Rules.LIFECYCLE, "a disk was opened when it was " + station);
        }
    }
}
