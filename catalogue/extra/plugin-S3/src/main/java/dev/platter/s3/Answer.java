// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import java.net.http.HttpHeaders;

/**
 * What a store answered.
 *
 * @param status of HTTP
 * @param headers of the answer
 * @param body that did not go into a buffer
 */
record Answer(int status, HttpHeaders headers, byte[] body) {
    boolean good() {
        return status / 100 == 2;
    }

    /** A header; empty if it is missing. */
    String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
