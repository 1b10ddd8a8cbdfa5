// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.engine.transmission.MetaContext;
import dev.platter.nbd.HandshakeFlags;
import java.util.List;

/** What a client and the server have agreed on so far: handshake flags, form of replies, metadata contexts. */
final class Agreement {
    private final HandshakePolicy policy;
    private int flags;
    private ReplyStyle style = ReplyStyle.SIMPLE;
    private List<MetaContext> contexts = List.of();
    private String contextsFor = "";

    Agreement(HandshakePolicy policy) {
        this.policy = policy;
    }

    /** The handshake flags that the server offers to the client. */
    int offeredFlags() {
        return (HandshakeFlags.FIXED_NEWSTYLE | HandshakeFlags.NO_ZEROES) & policy.flagMask();
    }

    /** Sets the flags that the client answers with. */
    void agreeOnFlags(int clients) throws ViolationException {
        int unknown = clients & ~offeredFlags();
        if (unknown != 0) {
            throw new ViolationException(
                    "the client has set handshake flags that it was not offered: 0x" + Integer.toHexString(unknown));
        }
        flags = clients;
    }

    /**
     * Whether options can be used. A client that does not set the flag is assumed to support options, as has always
     * been the custom.
     */
    boolean isFixed() {
        return (offeredFlags() & HandshakeFlags.FIXED_NEWSTYLE) != 0;
    }

    /** Whether zeroes follow the reply to {@code NBD_OPT_EXPORT_NAME}. */
    boolean wantsZeroes() {
        return (flags & HandshakeFlags.NO_ZEROES) == 0;
    }

    void agreeOn(ReplyStyle wanted) {
        style = wanted;
    }

    ReplyStyle style() {
        return style;
    }

    /** Sets the contexts that the client has chosen for an export, and forgets its earlier choice. */
    void choose(String name, List<MetaContext> chosen) {
        contextsFor = name;
        contexts = chosen;
    }

    /** The contexts that were chosen for an export. */
    List<MetaContext> contextsOf(String name) {
        return contextsFor.equals(name) ? contexts : List.of();
    }

    /** Forgets everything but the flags. */
    void startOver() {
        style = ReplyStyle.SIMPLE;
        choose("", List.of());
    }
}
