// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.map;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Serves parts of the disk behind in other places. */
@NbdFilter(name = "map", summary = "serves parts of the disk behind it in other places", contents = Contents.NONE)
public final class MapFilter implements Filter {
    private final List<MapTable.Range> table;
    private final Optional<Long> size;

    /**
     * The parameters.
     *
     * @param map which parts are where
     * @param mapSize the size that clients see
     */
    public record Config(
            @Parameter(
                    syntax = "START-END:DEST",
                    example = {"0-511:512", "512-1023:0"},
                    help = "The bytes from START to END, both of them included, are those that begin at DEST on the"
                            + " disk behind. Can be repeated: where several concern a byte, the first counts.")
            List<Mapping> map,

            @Parameter(whenAbsent = "the size of the disk behind", help = "The size of the disk.")
            Optional<Size> mapSize) {}

    public MapFilter(Config config) {
        table = MapTable.of(config.map());
        size = config.mapSize().map(Size::bytes);
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk behind = next.open(client);
        try {
            return MappedDisk.of(behind, table, size);
        } catch (IOException | RuntimeException | Error e) {
            // The server closes only disks that were returned to it.
            try (behind) {
                throw e;
            }
        }
    }
}
