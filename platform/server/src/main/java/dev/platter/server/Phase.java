// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import java.util.Locale;

/** How far a server is. */
enum Phase {
    /** It looks for bundles and constructs exports; nobody is let in. */
    STARTING,
    /** It serves. */
    READY,
    /** It takes nobody any more, and answers what is under way. */
    STOPPING;

    /** As it is told. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
