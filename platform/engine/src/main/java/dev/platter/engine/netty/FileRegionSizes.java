// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.netty;

import io.netty.channel.DefaultMessageSizeEstimator;
import io.netty.channel.FileRegion;
import io.netty.channel.MessageSizeEstimator;

/**
 * Counts a part of a file that waits to be sent with its length. By default Netty counts it as nothing, and a client that
 * reads nothing would never seem to be slow. A channel asks for its estimator when it first writes, and never again.
 */
public final class FileRegionSizes implements MessageSizeEstimator {
    private static final Handle OTHERS = DefaultMessageSizeEstimator.DEFAULT.newHandle();

    /** Creates an estimator, which any number of channels may share. */
    public FileRegionSizes() {}

    @Override
    public Handle newHandle() {
        return message -> message instanceof FileRegion region ? (int) region.count() : OTHERS.size(message);
    }
}
