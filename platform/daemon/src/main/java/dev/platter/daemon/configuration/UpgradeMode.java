package dev.platter.daemon.configuration;

/** How a new version of a bundle takes over an export that has clients. */
public enum UpgradeMode {
    /** Under its clients if all members of the chain can hand over their state, else for new clients. */
    AUTO,
    /** Under its clients or not at all. */
    LIVE,
    /** For new clients; the others keep what they have until they leave. */
    NEW_CLIENTS
}
