// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import org.junit.jupiter.api.Tag;

/** What {@link BadServerTest} says is also so where Java's own client carries the requests. */
@Tag("long")
@Tag("same-in-both-modes")
class BadServerOfJavasClientTest extends BadServerTest {
    @Override
    String transport() {
        return "http-version=2TLS";
    }
}
