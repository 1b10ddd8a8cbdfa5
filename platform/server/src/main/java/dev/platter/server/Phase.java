// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import java.util.Locale;

/** The phases in a server's life. */
enum Phase {
    /** It finds bundles and constructs exports; clients cannot connect yet. */
    STARTING,
    /** It serves. */
    READY,
    /** It accepts no new clients, and answers requests under way. */
    STOPPING;

    /** The phase's name for users. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
