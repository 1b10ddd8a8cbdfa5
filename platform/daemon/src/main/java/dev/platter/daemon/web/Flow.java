// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

/**
 * What has flowed through something until a certain moment.
 *
 * @param requests how many were answered
 * @param read in bytes
 * @param written in bytes
 */
record Flow(long requests, long read, long written) {
    static final Flow NONE = new Flow(0, 0, 0);

    /** How fast it was since an earlier moment. Never negative: what is counted anew begins again from nothing. */
    Rate since(Flow earlier, double seconds) {
        return new Rate(
                Math.max(0, requests - earlier.requests) / seconds,
                Math.max(0, read - earlier.read) / seconds,
                Math.max(0, written - earlier.written) / seconds);
    }
}
