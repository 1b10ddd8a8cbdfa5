// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.time.Duration;

/** How long to wait for servers. */
final class Patience {
    static final Duration USUAL = Duration.ofSeconds(30);

    /** For the answers of requests whose client has gone. */
    static final Duration LAST = Duration.ofSeconds(1);

    private Patience() {}

    static String shown(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
