// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

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
    void takeSimpleData(Wire wire) {}

    @Override
    void takeContent(int type, long length, Wire wire) throws NbdProtocolException {
        throw unexpected(type, "NBD_REPLY_TYPE_NONE and errors");
    }

    @Override
    @Nullable
    Void result() {
        return null;
    }
}
