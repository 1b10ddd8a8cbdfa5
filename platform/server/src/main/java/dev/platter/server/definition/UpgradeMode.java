// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

/** How an export that has clients goes over to another chain. */
public enum UpgradeMode {
    /**
     * If old and new chains cannot live side by side, as with the memory plugin, which hands its contents over, connected
     * clients are moved to the new chain. Otherwise new clients get it, and connected ones keep the old chain until they leave.
     */
    AUTO,
    /** Connected clients are always moved; if that fails, nothing changes. */
    LIVE,
    /** Connected clients are never moved: if they would have to be, the export goes over only when it has no clients. */
    NEW_CLIENTS
}
