package dev.platter.daemon.web;

import java.nio.charset.StandardCharsets;

/**
 * An answer, but for the headers that all have.
 *
 * @param status HTTP's
 * @param body belongs to the answer; nobody changes it
 */
record Answer(int status, String contentType, byte[] body) {
    /** A sentence for people who use curl, and for probes, which show it. */
    static Answer text(int status, String sentence) {
        return new Answer(status, "text/plain; charset=utf-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
