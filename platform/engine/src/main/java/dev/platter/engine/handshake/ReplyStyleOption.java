// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;

/**
 * {@code NBD_OPT_STRUCTURED_REPLY} and {@code NBD_OPT_EXTENDED_HEADERS}. Extended headers win over structured replies,
 * and cannot be taken back.
 */
final class ReplyStyleOption implements OptionHandler {
    private final Negotiation negotiation;

    ReplyStyleOption(Negotiation negotiation) {
        this.negotiation = negotiation;
    }

    @Override
    public OptionAnswer read(int option, OptionData data) throws OptionReplyException {
        ReplyStyle wanted = option == Options.EXTENDED_HEADERS ? ReplyStyle.EXTENDED : ReplyStyle.STRUCTURED;
        if (wanted.compareTo(negotiation.policy().best()) > 0) {
            throw new OptionReplyException(OptionReplies.ERR_UNSUP, "this server was told not to offer that");
        }
        data.end();
        if (wanted.compareTo(negotiation.agreement().style()) < 0) {
            throw new OptionReplyException(
                    OptionReplies.ERR_EXT_HEADER_REQD,
                    "extended headers have been agreed on, whose replies are structured already");
        }
        return OptionAnswer.atOnce(replies -> {
            negotiation.agreement().agreeOn(wanted);
            replies.ack();
            return Next.OPTION;
        });
    }
}
