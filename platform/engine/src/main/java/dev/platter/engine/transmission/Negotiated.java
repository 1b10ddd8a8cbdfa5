package dev.platter.engine.transmission;

import dev.platter.engine.export.Chain;
import dev.platter.engine.export.Lease;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.export.Pace;
import dev.platter.engine.policy.ReplyStyle;
import java.util.List;

/**
 * What handshake and client agreed on.
 *
 * @param lease the disk, which the transmission gives back
 * @param readOnly whether the client is kept from writing, whatever the disk could do
 * @param pace how fast the export's data may flow
 * @param flags the transmission flags that the client was told
 * @param style the form of requests and replies
 * @param contexts the metadata contexts that the client has chosen, in its order
 */
public record Negotiated(
        Lease lease, boolean readOnly, Pace pace, int flags, ReplyStyle style, List<MetaContext> contexts) {
    /** The disk at this moment. */
    OpenDisk disk() {
        return lease.disk();
    }

    /** The chain of that disk. */
    Chain chain() {
        return lease.chain();
    }

    boolean offers(int flag) {
        return (flags & flag) != 0;
    }
}
