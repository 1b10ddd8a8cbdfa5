// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

/**
 * The judge's complaints about other servers: the words with which each begins, and the part of the protocol document that
 * decides it.
 */
enum Complaint {
    NOT_ANSWERED(
            "not answered",
            "Request types, DISC: outstanding requests are handled before the connection is closed. The document"
                    + " does not mention a client that only shuts down its output; Platter and nbdkit answer it."),
    NO_EXPORT(
            "the server's bytes end in the export's size",
            "Option types, EXPORT_NAME: a server hangs up if there is no such export; it decides which exports there"
                    + " are."),
    BREAKS_OFF(
            "the server's bytes end in",
            "Terminating the transmission phase: likewise, here in the middle of a reply."),
    FLUSH_OF_A_RANGE(
            "success in reply to NBD_CMD_FLUSH",
            "Request types, FLUSH: offset and length are reserved and must be 0; a server need not check."),
    BEYOND_THE_END(
            "EINVAL in reply to NBD_CMD_WRITE", "Error values: a write beyond the end should be answered with ENOSPC."),
    EMPTY_WRITE("ENOSPC in reply to NBD_CMD_WRITE", "Request types, WRITE: the meaning of 0 bytes is not specified."),
    BEHIND_A_WRONG_MAGIC(
            "a reply to the",
            "Terminating the transmission phase: a server may hang up when its client breaks a rule, here the"
                    + " request's magic; a server that reads on takes the following bytes for a request."),
    UNFINISHED_OPTION(
            "20 bytes after the end of the handshake",
            "Newstyle negotiation: nothing says that an option must be complete before it is refused."),
    OTHER("", "Not looked into yet.");

    private final String begins;
    private final String decides;

    Complaint(String begins, String decides) {
        this.begins = begins;
        this.decides = decides;
    }

    static Complaint of(String verdict) {
        for (Complaint complaint : values()) {
            if (verdict.startsWith(complaint.begins)) {
                return complaint;
            }
        }
        return OTHER;
    }

    String decides() {
        return decides;
    }
}
