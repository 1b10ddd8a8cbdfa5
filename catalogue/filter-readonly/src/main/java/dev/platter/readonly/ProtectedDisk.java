// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.readonly;

import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import java.io.IOException;

/** Offers nothing that changes the disk behind; the server then refuses such requests. */
final class ProtectedDisk extends ForwardingAsyncDisk {
    ProtectedDisk(Disk next) {
        super(next);
    }

    @Override
    public Features features() throws IOException {
        return next().features().withoutWrite();
    }

    @Override
    public boolean completesOnReturn() {
        return next().completesOnReturn();
    }
}
