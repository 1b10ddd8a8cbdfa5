// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rate;

/** The two limits that one direction of a connection has: that of all connections, and its own. */
record Throttle(TokenBucket all, TokenBucket own) {
    private static final int BITS = 8;

    /** Takes bytes, and returns how long they have to wait, in nanoseconds. */
    long take(long bytes) {
        return Math.max(all.take(bytes * BITS), own.take(bytes * BITS));
    }

    /** Takes bytes if both limits let them pass now; otherwise none. */
    boolean takeNow(long bytes) {
        if (!all.takeNow(bytes * BITS)) {
            return false;
        }
        if (own.takeNow(bytes * BITS)) {
            return true;
        }
        all.giveBack(bytes * BITS);
        return false;
    }

    void giveBack(long bytes) {
        all.giveBack(bytes * BITS);
        own.giveBack(bytes * BITS);
    }
}
