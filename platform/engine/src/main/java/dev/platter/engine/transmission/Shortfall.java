// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.BlockSizes;
import dev.platter.engine.export.Chain;
import dev.platter.engine.export.OpenDisk;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.TransmissionFlags;
import java.util.Locale;
import java.util.Optional;

/** Compares a disk that is to replace another with what the client was promised about the old disk. */
final class Shortfall {
    /** The flags that a client may rely on; the others are only information. */
    private static final int PROMISES = TransmissionFlags.SEND_FLUSH
            | TransmissionFlags.SEND_FUA
            | TransmissionFlags.SEND_TRIM
            | TransmissionFlags.SEND_WRITE_ZEROES
            | TransmissionFlags.CAN_MULTI_CONN
            | TransmissionFlags.SEND_CACHE
            | TransmissionFlags.SEND_FAST_ZERO;

    private final Negotiated promised;
    private final long size;
    private final BlockSizes sizes;

    /** Records what was promised about the present disk. */
    Shortfall(Negotiated promised) {
        this.promised = promised;
        size = promised.disk().size();
        sizes = promised.disk().features().blockSizes();
    }

    /** What the client was promised and the other disk lacks; empty if nothing. */
    Optional<String> of(OpenDisk other, Chain chain) {
        int flags = TransmissionOffer.flags(
                other, chain.threadModel(), promised.readOnly(), promised.style(), promised.contexts());
        boolean mayWrite = !promised.offers(TransmissionFlags.READ_ONLY);
        if (mayWrite && (flags & TransmissionFlags.READ_ONLY) != 0) {
            return Optional.of("the new disk is read-only, and a client was told that it may write");
        }
        if (other.size() < size) {
            return Optional.of(
                    "the new disk has " + other.size() + " bytes, and a client was told that there are " + size);
        }
        int missing = promised.flags() & ~flags & PROMISES;
        if (missing != 0) {
            return Optional.of("the new disk cannot do '" + ability(missing) + "', which a client was promised");
        }
        return blockSizes(other).or(() -> contexts(other));
    }

    /** The words in a flag's name: {@code write zeroes} for {@code NBD_FLAG_SEND_WRITE_ZEROES}. */
    private static String ability(int flag) {
        return TransmissionFlags.nameOf(flag)
                .replaceFirst("^NBD_FLAG_(SEND_|CAN_)?", "")
                .replace('_', ' ')
                .toLowerCase(Locale.ROOT);
    }

    private Optional<String> blockSizes(OpenDisk other) {
        BlockSizes now = other.features().blockSizes();
        if (now.minimum() > sizes.minimum()) {
            return Optional.of("the new disk's smallest block has " + now.minimum() + " bytes, and a client was told "
                    + sizes.minimum());
        }
        if (Math.min(now.maximumData(), Transmission.MAX_DATA) < Math.min(sizes.maximumData(), Transmission.MAX_DATA)) {
            return Optional.of("the new disk's largest request has " + now.maximumData()
                    + " bytes, and a client was told " + sizes.maximumData());
        }
        return Optional.empty();
    }

    private Optional<String> contexts(OpenDisk other) {
        for (MetaContext context : promised.contexts()) {
            if (!context.name().equals(BlockStatus.BASE_ALLOCATION)
                    && !other.metaContexts().contains(context.name())) {
                return Optional.of(
                        "the new disk has no metadata context '" + context.name() + "', which a client has chosen");
            }
        }
        return Optional.empty();
    }
}
