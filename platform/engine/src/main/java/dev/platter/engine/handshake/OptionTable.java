// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.util.Map;

/** The options that this server knows. */
final class OptionTable {
    private final Negotiation negotiation;
    private final Map<Integer, OptionHandler> handlers;

    OptionTable(Negotiation negotiation) {
        this.negotiation = negotiation;
        InfoOption info = new InfoOption(negotiation);
        MetaContextOption metaContext = new MetaContextOption(negotiation);
        ReplyStyleOption replyStyle = new ReplyStyleOption(negotiation);
        handlers = Map.of(
                Options.EXPORT_NAME, new ExportNameOption(negotiation),
                Options.ABORT, new AbortOption(),
                Options.LIST, new ListOption(negotiation),
                Options.STARTTLS, new StartTlsOption(negotiation),
                Options.INFO, info,
                Options.GO, info,
                Options.STRUCTURED_REPLY, replyStyle,
                Options.EXTENDED_HEADERS, replyStyle,
                Options.LIST_META_CONTEXT, metaContext,
                Options.SET_META_CONTEXT, metaContext);
    }

    /** Without TLS, refuses all options but STARTTLS and ABORT if the server requires TLS. */
    void permit(int option) throws OptionReplyException {
        boolean always = option == Options.STARTTLS || option == Options.ABORT;
        if (!always && negotiation.tls().required() && !negotiation.isSecure()) {
            throw new OptionReplyException(
                    OptionReplies.ERR_TLS_REQD, "this server requires TLS: begin with NBD_OPT_STARTTLS");
        }
    }

    /** Finds the option's handler and has it read the data. */
    OptionAnswer read(int option, OptionData data) throws OptionReplyException {
        OptionHandler handler = handlers.get(option);
        if (handler == null) {
            throw new OptionReplyException(
                    OptionReplies.ERR_UNSUP, "not known to this server (" + data.length() + " bytes of data)");
        }
        return handler.read(option, data);
    }
}
