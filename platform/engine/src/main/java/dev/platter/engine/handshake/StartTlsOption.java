// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.nbd.OptionReplies;

/** {@code NBD_OPT_STARTTLS}. Everything that was negotiated before is forgotten: it may have been injected. */
final class StartTlsOption implements OptionHandler {
    private final Negotiation negotiation;

    StartTlsOption(Negotiation negotiation) {
        this.negotiation = negotiation;
    }

    @Override
    public OptionAnswer read(int option, OptionData data) throws OptionReplyException {
        if (!negotiation.tls().offered()) {
            throw new OptionReplyException(OptionReplies.ERR_POLICY, "this server does not offer TLS");
        }
        data.end();
        if (negotiation.isSecure()) {
            throw new OptionReplyException(OptionReplies.ERR_INVALID, "TLS is already in use");
        }
        return new OptionAnswer(negotiation.openers(), replies -> {
            negotiation.prepareTls();
            replies.ack();
            return Next.TLS;
        });
    }
}
