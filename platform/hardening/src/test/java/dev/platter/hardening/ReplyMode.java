// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import dev.platter.nbd.Magic;

/** The negotiated form of the headers of requests and replies. */
enum ReplyMode {
    SIMPLE(Magic.REQUEST, 28),
    STRUCTURED(Magic.REQUEST, 28),
    EXTENDED(Magic.EXTENDED_REQUEST, 32);

    private final int requestMagic;
    private final int requestHeader;

    ReplyMode(long requestMagic, int requestHeader) {
        this.requestMagic = (int) requestMagic;
        this.requestHeader = requestHeader;
    }

    int requestMagic() {
        return requestMagic;
    }

    /** The length of a request without its payload, in bytes. */
    int requestHeader() {
        return requestHeader;
    }
}
