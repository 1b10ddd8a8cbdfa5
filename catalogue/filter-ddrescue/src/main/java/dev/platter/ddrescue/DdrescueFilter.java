// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ddrescue;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a disk of the image that ddrescue has saved: what could not be read of the broken disk cannot be read here. */
@NbdFilter(name = "ddrescue", summary = "fails reads of what ddrescue could not rescue", contents = Contents.NONE)
public final class DdrescueFilter implements Filter {
    private final Optional<MapFile> map;
    private @Nullable RescuedRanges rescued;

    /**
     * The parameters.
     *
     * @param ddrescueMapfile the file in which ddrescue has noted what it could read
     */
    public record Config(
            @Parameter(help = "The mapfile of ddrescue, in which it has noted what it could read.")
            Optional<Path> ddrescueMapfile) {}

    public DdrescueFilter(Config config) {
        map = config.ddrescueMapfile().map(MapFile::new);
    }

    @Override
    public void start(Opener next, Context context) throws IOException {
        if (map.isPresent()) {
            rescued = map.get().read();
        }
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        RescuedRanges ranges = rescued;
        Disk behind = next.open(client.asReadOnly());
        return ranges == null ? new ReadOnlyDisk(behind) : new DamagedDisk(behind, ranges);
    }
}
