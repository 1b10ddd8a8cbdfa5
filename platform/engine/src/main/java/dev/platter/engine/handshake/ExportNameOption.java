// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.export.ServedExport;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.OptionReplies;

/** {@code NBD_OPT_EXPORT_NAME}, the old way to choose an export: the protocol has no error reply to it. */
final class ExportNameOption implements OptionHandler {
    private final Negotiation negotiation;

    ExportNameOption(Negotiation negotiation) {
        this.negotiation = negotiation;
    }

    @Override
    public OptionAnswer read(int option, OptionData data) throws OptionReplyException {
        if (negotiation.agreement().style() == ReplyStyle.EXTENDED) {
            throw new OptionReplyException(
                    OptionReplies.ERR_INVALID, "not allowed once extended headers have been agreed on: use NBD_OPT_GO");
        }
        String name = data.restAsName();
        ServedExport export = negotiation.find(name);
        return new OptionAnswer(negotiation.openers(), replies -> {
            OpenDisk disk = negotiation.open(export, name);
            replies.exportName(
                    disk.size(),
                    negotiation.flags(name),
                    negotiation.agreement().wantsZeroes());
            return Next.TRANSMISSION;
        });
    }
}
