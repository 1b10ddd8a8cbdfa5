// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

/** Whether a cluster has room, as its answers to writes say. All images of a connection share it, so the log tells of it once. */
final class Room {
    private boolean missing;

    /** A write has found none. */
    synchronized void missing(System.Logger logger) {
        if (!missing) {
            missing = true;
            logger.log(
                    System.Logger.Level.WARNING,
                    "the cluster is full: writes wait until it has room, and reads go on; `ceph df` says what it"
                            + " holds");
        }
    }

    /** A write that was waiting has found some. */
    synchronized void found(System.Logger logger) {
        if (missing) {
            missing = false;
            logger.log(System.Logger.Level.INFO, "the cluster has room again: writes go on");
        }
    }
}
