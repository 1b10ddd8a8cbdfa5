// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.engine.transmission.MetaContext;
import dev.platter.nbd.HandshakeFlags;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An agreement remembers what client and server have negotiated. */
class AgreementTest {
    private static final List<MetaContext> CHOSEN = List.of(new MetaContext(1, "base:allocation"));

    private final Agreement agreement = new Agreement(HandshakePolicy.DEFAULT);

    @Test
    void flagsThatWereNotOfferedAreRefused() throws ViolationException {
        Agreement masked = new Agreement(HandshakePolicy.DEFAULT.withFlagMask(HandshakeFlags.FIXED_NEWSTYLE));
        assertEquals(HandshakeFlags.FIXED_NEWSTYLE, masked.offeredFlags());
        masked.agreeOnFlags(HandshakeFlags.FIXED_NEWSTYLE);
        assertThrows(ViolationException.class, () -> masked.agreeOnFlags(HandshakeFlags.NO_ZEROES));
    }

    @Test
    void zeroesAreSentUnlessTheClientOmitsThem() throws ViolationException {
        assertTrue(agreement.wantsZeroes());
        agreement.agreeOnFlags(HandshakeFlags.NO_ZEROES);
        assertFalse(agreement.wantsZeroes());
    }

    @Test
    void optionsCanBeUsedIfTheServerOffersThem() {
        assertTrue(agreement.isFixed());
        assertFalse(new Agreement(HandshakePolicy.DEFAULT.withFlagMask(0)).isFixed());
    }

    @Test
    void contextsCountForTheNameThatTheyWereChosenFor() {
        agreement.choose("one", CHOSEN);
        assertEquals(CHOSEN, agreement.contextsOf("one"));
        assertEquals(List.of(), agreement.contextsOf("two"));
    }

    @Test
    void startingOverForgetsAllButTheFlags() throws ViolationException {
        agreement.agreeOnFlags(HandshakeFlags.NO_ZEROES);
        agreement.agreeOn(ReplyStyle.EXTENDED);
        agreement.choose("one", CHOSEN);
        agreement.startOver();
        assertEquals(ReplyStyle.SIMPLE, agreement.style());
        assertEquals(List.of(), agreement.contextsOf("one"));
        assertFalse(agreement.wantsZeroes());
    }
}
