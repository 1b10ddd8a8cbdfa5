// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.segments;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.RangeDisk;
import dev.platter.api.ThreadModel;
import java.io.IOException;

/** Cuts the disk behind it into regions of odd lengths, and puts them together again: it must act as that disk does. */
@NbdFilter(
        name = "spliced",
        summary = "a disk of its own pieces",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.NONE)
public final class SplicedFilter implements Filter {
    private static final int PIECES = 7;

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        JoinedDisk.Builder whole = new JoinedDisk.Builder();
        try {
            long size = 0;
            do {
                Disk behind = next.open(client);
                size = size(behind);
                long piece = Math.min(size / PIECES + 1, size - whole.length());
                whole.add(new RangeDisk(behind, whole.length(), piece), piece);
            } while (whole.length() < size);
            return whole.build();
        } catch (IOException | RuntimeException e) {
            whole.close(e);
            throw e;
        }
    }

    /** The server closes only disks that were returned to it. */
    private static long size(Disk behind) throws IOException {
        try {
            return behind.size();
        } catch (IOException | RuntimeException e) {
            try (behind) {
                throw e;
            }
        }
    }
}
