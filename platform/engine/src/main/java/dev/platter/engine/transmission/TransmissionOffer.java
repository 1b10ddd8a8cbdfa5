// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.Features;
import dev.platter.api.Support;
import dev.platter.api.ThreadModel;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.TransmissionFlags;
import java.util.List;

/** Translates a disk's features into the flags that a client is told. */
public final class TransmissionOffer {
    private TransmissionOffer() {}

    /**
     * The transmission flags.
     *
     * @param disk the disk
     * @param model the thread model of its chain
     * @param readOnly whether the client may not write, even if the disk could
     * @param style the form of replies
     * @param contexts the metadata contexts that the client has chosen
     * @return the flags
     */
    public static int flags(
            OpenDisk disk, ThreadModel model, boolean readOnly, ReplyStyle style, List<MetaContext> contexts) {
        Features features = disk.features();
        int flags = TransmissionFlags.HAS_FLAGS;
        flags |= bit(features.rotational(), TransmissionFlags.ROTATIONAL);
        flags |= bit(style != ReplyStyle.SIMPLE, TransmissionFlags.SEND_DF);
        flags |= bit(style == ReplyStyle.EXTENDED && !contexts.isEmpty(), TransmissionFlags.BLOCK_STATUS_PAYLOAD);
        flags |= bit(features.cache() != Support.NONE, TransmissionFlags.SEND_CACHE);
        flags |= bit(
                features.multiConn() && model != ThreadModel.SERIALIZE_CONNECTIONS, TransmissionFlags.CAN_MULTI_CONN);
        flags |= bit(features.flush(), TransmissionFlags.SEND_FLUSH);
        if (readOnly || !features.write()) {
            return flags | TransmissionFlags.READ_ONLY;
        }
        flags |= bit(features.fua() != Support.NONE, TransmissionFlags.SEND_FUA);
        flags |= bit(features.trim(), TransmissionFlags.SEND_TRIM);
        flags |= bit(features.zero() != Support.NONE, TransmissionFlags.SEND_WRITE_ZEROES);
        flags |= bit(features.zero() != Support.NONE && features.fastZero(), TransmissionFlags.SEND_FAST_ZERO);
        return flags;
    }

    private static int bit(boolean set, int flag) {
        return set ? flag : 0;
    }
}
