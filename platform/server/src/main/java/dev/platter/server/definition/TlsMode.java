// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

/** Whether clients of a listener use TLS. */
public enum TlsMode {
    /** They cannot. */
    OFF,
    /** They may. */
    ON,
    /** Without it they get nothing. */
    REQUIRE
}
