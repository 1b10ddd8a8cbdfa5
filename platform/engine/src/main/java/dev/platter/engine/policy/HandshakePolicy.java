// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.policy;

import java.time.Duration;

/**
 * What a server offers while it negotiates. Most of it is there to see how a client copes with a poorer server.
 *
 * @param oldstyle whether there is no negotiation at all: the client is told the size of the export with the empty name
 * @param best the best form of headers that is granted when asked for
 * @param metaContexts whether there are metadata contexts
 * @param flagMask which handshake flags may be offered
 * @param limit how long a client may take, not counting what the server itself takes; zero for as long as it likes
 */
public record HandshakePolicy(boolean oldstyle, ReplyStyle best, boolean metaContexts, int flagMask, Duration limit) {
    /** Everything that is there, to clients that take no longer than a minute. */
    public static final HandshakePolicy DEFAULT =
            new HandshakePolicy(false, ReplyStyle.EXTENDED, true, 0xffff, Duration.ofMinutes(1));

    /**
     * The same without negotiation.
     *
     * @return a policy of its own
     */
    public HandshakePolicy withOldstyle() {
        return new HandshakePolicy(true, best, metaContexts, flagMask, limit);
    }

    /**
     * The same with poorer headers.
     *
     * @param style the best form that is granted; the poorer one of it and the present one counts
     * @return a policy of its own
     */
    public HandshakePolicy withAtMost(ReplyStyle style) {
        ReplyStyle poorer = style.compareTo(best) < 0 ? style : best;
        return new HandshakePolicy(oldstyle, poorer, metaContexts, flagMask, limit);
    }

    /**
     * The same without metadata contexts.
     *
     * @return a policy of its own
     */
    public HandshakePolicy withoutMetaContexts() {
        return new HandshakePolicy(oldstyle, best, false, flagMask, limit);
    }

    /**
     * The same with fewer handshake flags.
     *
     * @param mask the flags that may be offered, of {@link dev.platter.nbd.HandshakeFlags}
     * @return a policy of its own
     */
    public HandshakePolicy withFlagMask(int mask) {
        return new HandshakePolicy(oldstyle, best, metaContexts, mask, limit);
    }

    /**
     * The same with another limit of time.
     *
     * @param time how long a client may take; zero for as long as it likes
     * @return a policy of its own
     */
    public HandshakePolicy withLimit(Duration time) {
        return new HandshakePolicy(oldstyle, best, metaContexts, flagMask, time);
    }
}
