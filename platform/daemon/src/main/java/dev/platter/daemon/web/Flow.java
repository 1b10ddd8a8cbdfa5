// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

/**
 * The traffic of an export or connection up to some moment.
 *
 * @param requests how many requests were answered
 * @param read the bytes read
 * @param written the bytes written
 */
record Flow(long requests, long read, long written) {
    static final Flow NONE = new Flow(0, 0, 0);

    /** The rate since an earlier moment. Never negative, even if the counters have started again from zero. */
    Rate since(Flow earlier, double seconds) {
        return new Rate(
                Math.max(0, requests - earlier.requests) / seconds,
                Math.max(0, read - earlier.read) / seconds,
                Math.max(0, written - earlier.written) / seconds);
    }
}
