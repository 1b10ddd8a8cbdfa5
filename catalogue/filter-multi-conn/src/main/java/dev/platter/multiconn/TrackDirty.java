// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.multiconn;

/** Which flushes are left out since they would change nothing. */
public enum TrackDirty {
    /** Those on a connection that has read and written nothing since the last. */
    CONNECTION,

    /** Those when no connection has written anything since the last. */
    FAST,

    /** None. */
    OFF
}
