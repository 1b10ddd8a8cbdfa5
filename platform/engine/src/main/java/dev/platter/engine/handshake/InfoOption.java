// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.api.Export;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.export.ServedExport;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.engine.transmission.Transmission;
import dev.platter.nbd.InfoTypes;
import dev.platter.nbd.Options;
import dev.platter.nbd.TransmissionFlags;
import java.util.Optional;

/** {@code NBD_OPT_INFO} and {@code NBD_OPT_GO}: both describe an export, and GO also begins transmission. */
final class InfoOption implements OptionHandler {
    private final Negotiation negotiation;

    InfoOption(Negotiation negotiation) {
        this.negotiation = negotiation;
    }

    @Override
    public OptionAnswer read(int option, OptionData data) throws OptionReplyException {
        String name = data.string("the export's name");
        int count = data.shortNumber("the number of information requests");
        boolean wantsName = false;
        boolean wantsDescription = false;
        for (int i = 0; i < count; i++) {
            int type = data.shortNumber("information request " + (i + 1) + " of " + count);
            wantsName |= type == InfoTypes.NAME;
            wantsDescription |= type == InfoTypes.DESCRIPTION;
        }
        data.end();
        boolean sendName = wantsName;
        boolean sendDescription = wantsDescription;
        ServedExport export = negotiation.find(name);
        return new OptionAnswer(negotiation.openers(), replies -> {
            OpenDisk disk = negotiation.open(export, name);
            replies.exportInfo(disk.size(), negotiation.flags(name) | payloadFlag(option));
            Optional<Export> entry = export.policy().entry();
            if (sendName) {
                String canonical = entry.map(Export::name).orElse(disk.client().exportName());
                replies.textInfo(InfoTypes.NAME, canonical);
            }
            Optional<String> description = entry.map(Export::description)
                    .filter(text -> !text.isEmpty())
                    .or(disk::description);
            if (sendDescription && description.isPresent()) {
                replies.textInfo(InfoTypes.DESCRIPTION, description.get());
            }
            // Sent even if not requested: a client that does not know it skips it, and a client that forgot to ask is
            // warned.
            var sizes = disk.features().blockSizes();
            replies.blockSizeInfo(
                    sizes.minimum(), sizes.preferred(), (int) Math.min(sizes.maximumData(), Transmission.MAX_DATA));
            replies.ack();
            return option == Options.GO ? Next.TRANSMISSION : Next.OPTION;
        });
    }

    /** A client that sends INFO has not chosen contexts yet, and is told that it could use payloads if it does. */
    private int payloadFlag(int option) {
        boolean may = option == Options.INFO && negotiation.agreement().style() == ReplyStyle.EXTENDED;
        return may ? TransmissionFlags.BLOCK_STATUS_PAYLOAD : 0;
    }
}
