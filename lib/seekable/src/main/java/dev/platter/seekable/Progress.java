// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

/** Hears how much of an image is done. Called on the thread that does the work in order. */
@FunctionalInterface
public interface Progress {
    /** Hears nothing. */
    Progress NONE = (done) -> {};

    /**
     * Tells of progress.
     *
     * @param offset how much of the unpacked image is done, in bytes
     */
    void reached(long offset);
}
