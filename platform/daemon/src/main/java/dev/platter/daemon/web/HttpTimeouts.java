// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.util.Map;

/**
 * How patient the JDK's HTTP server is. It has no other way of being told than properties of the virtual machine, which it
 * reads once, and without them it waits for ever. What the administrator has set stays.
 */
final class HttpTimeouts {
    private static final Map<String, String> PROPERTIES = Map.of(
            // Seconds for a request to arrive, and for its answer to be made and to leave.
            "sun.net.httpserver.maxReqTime", "5",
            "sun.net.httpserver.maxRspTime", "30",
            // Seconds without any request.
            "sun.net.httpserver.idleInterval", "30",
            // A few scrapers, probes and browsers; one more is closed at once.
            "jdk.httpserver.maxConnections", "32",
            "sun.net.httpserver.maxReqHeaders", "100",
            // Otherwise the end of an answer waits for the acknowledgement of its beginning.
            "sun.net.httpserver.nodelay", "true");

    private HttpTimeouts() {}

    static void apply() {
        PROPERTIES.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
