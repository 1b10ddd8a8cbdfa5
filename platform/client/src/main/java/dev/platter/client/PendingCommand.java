// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A request that is answered only with success or an error. */
final class PendingCommand extends PendingReply<@Nullable Void> {
    PendingCommand(Request request, Ending<@Nullable Void> ending) {
        super(request, ending);
    }

    @Override
    boolean needsChunks() {
        return false;
    }

    @Override
    @Nullable
    ByteBuffer simpleData() {
        return null;
    }

    @Override
    int contentHead(int type, long length) throws NbdProtocolException {
        throw unexpected(type, "NBD_REPLY_TYPE_NONE and errors");
    }

    @Override
    String contentHeadName(int type) {
        return "nothing";
    }

    @Override
    @Nullable
    ByteBuffer takeContent(int type, long length, ByteBuffer head) {
        return null;
    }

    @Override
    @Nullable
    Void result() {
        return null;
    }
}
