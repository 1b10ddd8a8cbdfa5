// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.api.Export;
import dev.platter.engine.export.ServedExport;
import java.util.List;

/** {@code NBD_OPT_LIST}: the exports that plugins and filters list. No disk is opened for it. */
final class ListOption implements OptionHandler {
    private final Negotiation negotiation;

    ListOption(Negotiation negotiation) {
        this.negotiation = negotiation;
    }

    @Override
    public OptionAnswer read(int option, OptionData data) throws OptionReplyException {
        data.end();
        List<ServedExport> all =
                negotiation.exports().all().stream().filter(negotiation::maySee).toList();
        return new OptionAnswer(negotiation.openers(), replies -> {
            for (ServedExport export : all) {
                for (Export entry : negotiation.exportsOf(export)) {
                    replies.server(entry);
                }
            }
            replies.ack();
            return Next.OPTION;
        });
    }
}
