// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes an answer has (RFC 9110, section 14.4).
 *
 * @param first the offset of the first byte; -1 if there is none
 * @param last that of the last byte; -1 likewise
 * @param size of the whole file; -1 if the server does not say
 */
record ContentRange(long first, long last, long size) {
    private static final Pattern FORM = Pattern.compile("bytes\\s+(?:(\\d{1,18})-(\\d{1,18})|\\*)/(\\d{1,18}|\\*)");

    /** {@return the range of an answer; empty if it has none, or one that cannot be read} */
    static Optional<ContentRange> of(HttpHeaders headers) {
        return headers.firstValue("Content-Range")
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .map(ContentRange::of);
    }

    private static ContentRange of(Matcher form) {
        return new ContentRange(
                form.group(1) == null ? -1 : Long.parseLong(form.group(1)),
                form.group(2) == null ? -1 : Long.parseLong(form.group(2)),
                form.group(3).equals("*") ? -1 : Long.parseLong(form.group(3)));
    }
}
