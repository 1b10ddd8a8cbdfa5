// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ddrescue;

import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.TransparentDisk;
import java.io.IOException;

/** The image without any damage. */
final class ReadOnlyDisk extends TransparentDisk {
    ReadOnlyDisk(Disk next) {
        super(next);
    }

    @Override
    public Features features() throws IOException {
        return next().features().withoutWrite();
    }
}
