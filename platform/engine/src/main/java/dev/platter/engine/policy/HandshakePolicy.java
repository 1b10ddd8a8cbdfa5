// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.policy;

import java.time.Duration;

/**
 * What a server offers during the handshake. Most settings are there to test how a client copes with a simpler server.
 *
 * @param oldstyle whether there is no negotiation at all: the client is told the size of the export with the empty name
 * @param best the most capable form of headers that is granted when a client asks for it
 * @param metaContexts whether there are metadata contexts
 * @param flagMask which handshake flags may be offered
 * @param limit how long a client may take, not counting the time that the server takes; zero for no limit
 */
public record HandshakePolicy(boolean oldstyle, ReplyStyle best, boolean metaContexts, int flagMask, Duration limit) {
    /** Offers everything, to clients that take no longer than a minute. */
    public static final HandshakePolicy DEFAULT =
            new HandshakePolicy(false, ReplyStyle.EXTENDED, true, 0xffff, Duration.ofMinutes(1));

    /**
     * The same policy without negotiation.
     *
     * @return a policy of its own
     */
    public HandshakePolicy withOldstyle() {
        return new HandshakePolicy(true, best, metaContexts, flagMask, limit);
    }

    /**
     * The same policy with simpler headers.
     *
     * @param style the most capable form that is granted, unless the present policy's form is simpler still
     * @return a policy of its own
     */
    public HandshakePolicy withAtMost(ReplyStyle style) {
        ReplyStyle poorer = style.compareTo(best) < 0 ? style : best;
        return new HandshakePolicy(oldstyle, poorer, metaContexts, flagMask, limit);
    }

    /**
     * The same policy without metadata contexts.
     *
     * @return a policy of its own
     */
    public HandshakePolicy withoutMetaContexts() {
        return new HandshakePolicy(oldstyle, best, false, flagMask, limit);
    }

    /**
     * The same policy with fewer handshake flags.
     *
     * @param mask the flags that may be offered, of {@link dev.platter.nbd.HandshakeFlags}
     * @return a policy of its own
     */
    public HandshakePolicy withFlagMask(int mask) {
        return new HandshakePolicy(oldstyle, best, metaContexts, mask, limit);
    }

    /**
     * The same policy with another time limit.
     *
     * @param time how long a client may take; zero for no limit
     * @return a policy of its own
     */
    public HandshakePolicy withLimit(Duration time) {
        return new HandshakePolicy(oldstyle, best, metaContexts, flagMask, time);
    }
}
