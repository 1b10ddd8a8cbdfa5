// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * An answer, but for the headers that all have.
 *
 * @param status HTTP's
 * @param length how many bytes the body has, more than 0; empty if nobody knows before it is written
 */
record Answer(int status, String contentType, OptionalLong length, Body body) {
    static Answer of(int status, String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Answer(status, contentType, OptionalLong.of(bytes.length), out -> out.write(bytes));
    }

    /** A sentence for people who use curl, and for probes, which show it. */
    static Answer text(int status, String sentence) {
        return of(status, "text/plain; charset=utf-8", sentence + "\n");
    }
}
