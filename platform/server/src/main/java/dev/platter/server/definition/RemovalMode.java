// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

/** What happens to the connections of an export when a reload removes it. New clients never find it any more. */
public enum RemovalMode {
    /** They stay until their clients leave. */
    HIDE,
    /** They are drained: requests under way are answered, then the connections are closed. */
    SOFT,
    /** They are closed at once. */
    HARD
}
