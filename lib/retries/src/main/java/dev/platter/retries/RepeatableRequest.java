// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.retries;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.RequestFlags;

/** A request of a client that can be carried out more than once, one time after the other. */
public abstract class RepeatableRequest {
    private final String name;
    private final long end;
    private final RequestFlags flags;
    private final boolean changes;

    /**
     * A request that leaves the contents of the disk as they are.
     *
     * @param name what {@link #toString} says
     * @param end where the range ends, in bytes; 0 without one
     */
    RepeatableRequest(String name, long end) {
        this(name, end, RequestFlags.NONE, false);
    }

    /**
     * A request that changes the disk.
     *
     * @param name what {@link #toString} says
     * @param end where the range ends, in bytes
     * @param flags what the client has asked for besides
     */
    RepeatableRequest(String name, long end, RequestFlags flags) {
        this(name, end, flags, true);
    }

    private RepeatableRequest(String name, long end, RequestFlags flags, boolean changes) {
        this.name = name;
        this.end = end;
        this.flags = flags;
        this.changes = changes;
    }

    /**
     * Carries the request out, as if for the first time. Does not throw.
     *
     * @param disk the disk that is asked
     * @param completion is told how it ended. After a success, {@link #report} follows
     */
    public abstract void begin(AsyncDisk disk, Completion completion);

    /** Passes on what the last time has found: holes or extents. Called once, after a success, before the client's completion is told. */
    public void report() {}

    /** {@return what the client has asked for besides; the disk that is asked may offer less than the one the client knows} */
    public RequestFlags flags() {
        return flags;
    }

    /** {@return whether the disk that is asked must be writable} */
    public boolean changes() {
        return changes;
    }

    /** {@return where the range of the request ends, in bytes; 0 if it has none} */
    public long end() {
        return end;
    }

    @Override
    public String toString() {
        return name;
    }
}
