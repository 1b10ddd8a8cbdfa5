// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.util.Map;

/**
 * The timeouts of the JDK's HTTP server. They can be set only by system properties, which the server reads once; without them
 * it waits for ever. Properties that the administrator has set are kept.
 */
final class HttpTimeouts {
    private static final Map<String, String> PROPERTIES = Map.of(
            // In seconds: the time for a request to arrive, and for its answer to be made and sent.
            "sun.net.httpserver.maxReqTime", "5",
            "sun.net.httpserver.maxRspTime", "30",
            // In seconds: the time without any request.
            "sun.net.httpserver.idleInterval", "30",
            // Enough for a few scrapers, probes and browsers; further connections are closed at once.
            "jdk.httpserver.maxConnections", "32",
            "sun.net.httpserver.maxReqHeaders", "100",
            // Without this, the end of an answer waits until its beginning is acknowledged.
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
