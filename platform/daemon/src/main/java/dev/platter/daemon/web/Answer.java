// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * An HTTP response, without the headers that all responses have.
 *
 * @param status the HTTP status code
 * @param length the body's length in bytes, more than 0; empty if it is unknown before the body is written
 */
record Answer(int status, String contentType, OptionalLong length, Body body) {
    static Answer of(int status, String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Answer(status, contentType, OptionalLong.of(bytes.length), out -> out.write(bytes));
    }

    /** A sentence as plain text, for curl and for probes, which show it. */
    static Answer text(int status, String sentence) {
        return of(status, "text/plain; charset=utf-8", sentence + "\n");
    }
}
