// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.regions;

import dev.platter.api.Completion;
import dev.platter.blocks.Steps;
import java.util.Iterator;
import java.util.List;

/** Flushes the disks of all regions. */
final class FlushWalk extends Steps {
    private final Iterator<Region> left;

    FlushWalk(List<Region> regions, Completion whole) {
        super(whole);
        left = regions.iterator();
    }

    @Override
    protected boolean begin() {
        if (!left.hasNext()) {
            return false;
        }
        left.next().disk().flush(this);
        return true;
    }
}
