package dev.platter.engine.transmission;

import dev.platter.engine.export.Chain;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.policy.ReplyStyle;
import java.util.List;

/**
 * What handshake and client agreed on.
 *
 * @param chain the export's chain
 * @param disk the disk, which the transmission closes
 * @param flags the transmission flags that the client was told
 * @param style the form of requests and replies
 * @param contexts the metadata contexts that the client has chosen, in its order
 */
public record Negotiated(Chain chain, OpenDisk disk, int flags, ReplyStyle style, List<MetaContext> contexts) {
    boolean offers(int flag) {
        return (flags & flag) != 0;
    }
}
