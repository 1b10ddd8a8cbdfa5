package dev.platter.engine.handshake;

/** What follows an option. */
enum Next {
    /** Another option. */
    OPTION,
    /** The transmission phase. */
    TRANSMISSION,
    /** Nothing: the connection is closed. */
    END
}
