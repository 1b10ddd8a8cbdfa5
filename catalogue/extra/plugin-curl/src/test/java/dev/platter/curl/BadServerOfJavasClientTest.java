// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

/** What {@link BadServerTest} says is also so where Java's own client carries the requests. */
class BadServerOfJavasClientTest extends BadServerTest {
    @Override
    String transport() {
        return "http-version=2TLS";
    }
}
