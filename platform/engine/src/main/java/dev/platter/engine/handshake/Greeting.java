// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.engine.export.ServedExport;
import dev.platter.nbd.Magic;
import io.netty.buffer.ByteBuf;

/** The first bytes that the server sends to a client. */
final class Greeting {
    private Greeting() {}

    /** Writes the newstyle greeting; options follow it. */
    static ByteBuf newstyle(ByteBuf out, int flags) {
        return out.writeLong(Magic.NBDMAGIC).writeLong(Magic.IHAVEOPT).writeShort(flags);
    }

    /** The oldstyle greeting: it describes the export with the empty name, and transmission begins. */
    static OptionAnswer oldstyle(Negotiation negotiation) throws OptionReplyException {
        ServedExport export = negotiation.find("");
        return new OptionAnswer(negotiation.openers(), replies -> {
            long size = negotiation.open(export, "").size();
            replies.oldstyle(size, negotiation.flags(""));
            return Next.TRANSMISSION;
        });
    }
}
