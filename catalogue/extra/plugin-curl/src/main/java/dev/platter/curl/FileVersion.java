// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.Optional;

/**
 * By what a version of a file can be told from others (RFC 9110, section 8.8).
 *
 * @param size in bytes
 * @param tag the ETag, if the server gives one
 * @param modified when it was changed last, as the server writes it, if it does
 */
record FileVersion(long size, Optional<String> tag, Optional<String> modified) {
    private static final String ETAG = "ETag";
    private static final String LAST_MODIFIED = "Last-Modified";
    private static final String WEAK = "W/";

    static FileVersion of(long size, HttpHeaders headers) {
        return new FileVersion(size, headers.firstValue(ETAG), headers.firstValue(LAST_MODIFIED));
    }

    /** Asks the server for this version and no other. A weak tag cannot do that: no server would find it equal. */
    void demand(HttpRequest.Builder request) {
        if (tag.isPresent() && !tag.get().startsWith(WEAK)) {
            request.header("If-Match", tag.get());
        } else if (modified.isPresent()) {
            request.header("If-Unmodified-Since", modified.get());
        }
    }

    /** How another version differs from this one; empty if it is the same as far as the server tells. */
    Optional<String> difference(FileVersion now) {
        if (size != now.size) {
            return Optional.of("its size was " + size + " bytes and is " + now.size);
        }
        if (tag.isPresent() && !tag.equals(now.tag)) {
            return Optional.of("its ETag was " + tag.get() + " and is " + now.tag.orElse("not given any more"));
        }
        if (tag.isEmpty() && modified.isPresent() && !modified.equals(now.modified)) {
            return Optional.of("it was changed last on " + modified.get() + ", and now on "
                    + now.modified.orElse("a day that is not given"));
        }
        return Optional.empty();
    }
}
