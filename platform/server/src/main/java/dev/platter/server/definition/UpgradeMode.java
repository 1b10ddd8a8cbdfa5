// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

/** How another chain takes over an export that has clients. */
public enum UpgradeMode {
    /**
     * Under its clients where old and new cannot live side by side, as with the memory plugin, which hands its contents over;
     * else for new clients, and the others keep what they have until they leave.
     */
    AUTO,
    /** Under its clients or not at all. */
    LIVE,
    /** Never under its clients: where that would have to be, not while there are any. */
    NEW_CLIENTS
}
