// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.checkwrite;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import java.io.IOException;

/** Turns what would change a disk into a comparison with what is there, to test programs that copy. */
@NbdFilter(
        name = "checkwrite",
        summary = "compares writes with what is there, and changes nothing",
        contents = Contents.NONE)
public final class CheckWriteFilter implements Filter {
    /** Called by the server. */
    public CheckWriteFilter() {}

    /** The disk behind is never written to. */
    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk behind = next.open(client.asReadOnly());
        try {
            return new CheckWriteDisk(behind, behind.features(), behind.size());
        } catch (IOException | RuntimeException | Error e) {
            behind.close();
            throw e;
        }
    }
}
