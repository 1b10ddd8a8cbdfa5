// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A proxy that speaks HTTP.
 *
 * @param host a name, or an address
 * @param port its port
 * @param authorization the value of {@code Proxy-Authorization}, if it wants one
 */
public record HttpProxy(String host, int port, Optional<String> authorization) {
    /**
     * The value of a header for a name and a password (RFC 7617).
     *
     * @param user the name
     * @param password the password
     * @return what {@code Authorization} and {@code Proxy-Authorization} take
     */
    public static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }
}
