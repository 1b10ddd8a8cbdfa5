// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

/** Whether clients of a listener use TLS. */
public enum TlsMode {
    /** Clients cannot use TLS. */
    OFF,
    /** Clients may use TLS. */
    ON,
    /** Clients without TLS are refused. */
    REQUIRE
}
