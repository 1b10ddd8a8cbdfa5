// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.fua;

import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;

/**
 * Says something else about FUA than the disk behind. Where FUA is to be emulated, that is all it takes: the server
 * flushes then.
 */
class FuaDisk extends ForwardingAsyncDisk {
    private final Features features;

    FuaDisk(Disk next, Features features) {
        super(next);
        this.features = features;
    }

    @Override
    public final Features features() {
        return features;
    }

    @Override
    public final boolean completesOnReturn() {
        return next().completesOnReturn();
    }
}
