package dev.platter.engine.handshake;

import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.util.Map;

/** The options that this server knows. */
final class OptionTable {
    private final Map<Integer, OptionHandler> handlers;

    OptionTable(Negotiation negotiation) {
        InfoOption info = new InfoOption(negotiation);
        MetaContextOption metaContext = new MetaContextOption(negotiation);
        ReplyStyleOption replyStyle = new ReplyStyleOption(negotiation);
        handlers = Map.of(
                Options.EXPORT_NAME, new ExportNameOption(negotiation),
                Options.ABORT, new AbortOption(),
                Options.LIST, new ListOption(negotiation),
                Options.INFO, info,
                Options.GO, info,
                Options.STRUCTURED_REPLY, replyStyle,
                Options.EXTENDED_HEADERS, replyStyle,
                Options.LIST_META_CONTEXT, metaContext,
                Options.SET_META_CONTEXT, metaContext);
    }

    /** Says what an option calls for. */
    OptionAnswer read(int option, OptionData data) throws OptionReplyException {
        OptionHandler handler = handlers.get(option);
        if (handler == null) {
            throw new OptionReplyException(
                    OptionReplies.ERR_UNSUP,
                    option == Options.STARTTLS
                            ? "this server does not offer TLS"
                            : "not known to this server (" + data.length() + " bytes of data)");
        }
        return handler.read(option, data);
    }
}
