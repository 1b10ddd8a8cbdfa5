// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.engine.export.ServedExport;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.engine.transmission.MetaContext;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.util.ArrayList;
import java.util.List;

/** {@code NBD_OPT_LIST_META_CONTEXT} and {@code NBD_OPT_SET_META_CONTEXT}. */
final class MetaContextOption implements OptionHandler {
    private final Negotiation negotiation;

    MetaContextOption(Negotiation negotiation) {
        this.negotiation = negotiation;
    }

    @Override
    public OptionAnswer read(int option, OptionData data) throws OptionReplyException {
        boolean set = option == Options.SET_META_CONTEXT;
        if (!negotiation.policy().metaContexts()) {
            throw new OptionReplyException(
                    OptionReplies.ERR_UNSUP, "this server was told to offer no metadata contexts");
        }
        if (negotiation.agreement().style() == ReplyStyle.SIMPLE) {
            throw new OptionReplyException(
                    OptionReplies.ERR_INVALID,
                    "metadata contexts need structured replies or extended headers, which must be asked for first");
        }
        if (set) {
            negotiation.agreement().choose("", List.of());
        }
        String name = data.string("the export's name");
        long count = data.number("the number of queries");
        List<String> queries = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            queries.add(data.string("query " + (i + 1) + " of " + count));
        }
        data.end();
        ServedExport export = negotiation.find(name);
        return new OptionAnswer(negotiation.openers(), replies -> {
            MetaContexts all =
                    new MetaContexts(set ? negotiation.openForContexts(export, name) : negotiation.open(export, name));
            List<MetaContext> found = set ? all.select(queries) : all.list(queries);
            for (MetaContext context : found) {
                replies.metaContext(set ? context.id() : 0, context.name());
            }
            if (set) {
                negotiation.agreement().choose(name, found);
            }
            replies.ack();
            return Next.OPTION;
        });
    }
}
