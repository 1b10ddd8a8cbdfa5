// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cacheextents;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers clients that ask for one extent at a time from what a slow disk has reported at once. */
@NbdFilter(
        name = "cacheextents",
        summary = "remembers the last extents that a slow disk has reported",
        contents = Contents.NONE)
public final class CacheExtentsFilter implements Filter {
    /** The same for all clients of an export name, since one may change what another has asked about. */
    private final Map<String, LastExtents> last = new ConcurrentHashMap<>();

    /** Called by the server. */
    public CacheExtentsFilter() {}

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk disk = next.open(client);
        return new CacheExtentsDisk(disk, last.computeIfAbsent(client.exportName(), _ -> new LastExtents()));
    }
}
