// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.DiskException;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The payload of a block status that selects contexts: the length of the effect, and the contexts' numbers. */
final class ContextSelection {
    private static final int EFFECT = 8;
    private static final int CONTEXT_ID = 4;

    private final List<MetaContext> contexts;

    /** @param contexts what was negotiated */
    ContextSelection(List<MetaContext> contexts) {
        this.contexts = contexts;
    }

    /** Why a payload of so many bytes, an unsigned number, cannot be one. */
    Optional<DiskException> refusalOfLength(long payload) {
        long most = EFFECT + (long) CONTEXT_ID * contexts.size();
        if (payload > EFFECT && payload <= most && payload % CONTEXT_ID == 0) {
            return Optional.empty();
        }
        return Optional.of(new DiskException(
                NbdError.EINVAL,
                Commands.nameOf(Commands.BLOCK_STATUS) + " with a payload of " + Long.toUnsignedString(payload)
                        + " bytes: it has 8 for a length and 4 for each of at most " + contexts.size() + " contexts"));
    }

    /**
     * The contexts that a payload names.
     *
     * @throws DiskException if one of them was not negotiated, or is named twice
     */
    List<MetaContext> read(ByteBuf in, int at, int payload) throws DiskException {
        List<MetaContext> chosen = new ArrayList<>();
        for (int i = at + EFFECT; i < at + payload; i += CONTEXT_ID) {
            int id = in.getInt(i);
            Optional<MetaContext> context =
                    contexts.stream().filter(one -> one.id() == id).findFirst();
            if (context.isEmpty() || chosen.contains(context.get())) {
                throw new DiskException(
                        NbdError.EINVAL,
                        Commands.nameOf(Commands.BLOCK_STATUS) + " for context " + Integer.toUnsignedString(id)
                                + ", which was " + (context.isEmpty() ? "not negotiated" : "named before"));
            }
            chosen.add(context.get());
        }
        return chosen;
    }
}
