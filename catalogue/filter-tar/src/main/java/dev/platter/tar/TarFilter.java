// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tar;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.RangeDisk;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Size;
import dev.platter.blocks.AlignedDisk;
import dev.platter.blocks.BlockLocks;
import dev.platter.blocks.DiskBytes;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Serves one file of the tar file behind it, where it lies. */
@NbdFilter(
        name = "tar",
        summary = "serves a file inside the tar file behind it",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.NONE)
public final class TarFilter implements Filter {
    private final Config config;

    /** For disks behind that want whole blocks. */
    private final BlockLocks locks = new BlockLocks();

    private Optional<TarEntry> known = Optional.empty();
    private System.Logger logger = System.getLogger(TarFilter.class.getName());

    /**
     * The parameters.
     *
     * @param tarEntry the name of the file inside
     * @param tarLimit how many bytes to search; 0 for all
     * @param tar what nbdkit would run
     */
    public record Config(
            @Parameter(
                    syntax = "PATH",
                    example = "some/disk.img",
                    help = "The file to serve, by the name that `tar tf` prints.")
            String tarEntry,

            @Parameter(
                    defaultValue = "0",
                    help = "Refuse the tar file if the header of the file does not lie within so many bytes; 0 searches"
                            + " all of it.")
            Size tarLimit,

            @Parameter(
                    syntax = "PROGRAM",
                    help = "Ignored. nbdkit runs this program to look into the tar file; this filter needs none.")
            Optional<String> tar) {
        /** Checks the name. */
        public Config {
            if (tarEntry.isEmpty()) {
                throw new ParameterException(
                        "tar-entry", "it is empty; it must be the name of a file inside the tar file");
            }
        }
    }

    public TarFilter(Config config) {
        this.config = config;
    }

    @Override
    public void start(Opener next, Context context) {
        logger = context.logger();
        config.tar()
                .ifPresent(program -> logger.log(
                        Level.WARNING, "tar={0} is ignored: the tar file is read without a program", program));
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk behind = next.open(client);
        try {
            AsyncDisk bytes = AlignedDisk.of(behind, locks);
            TarEntry entry = find(new TarBytes(new DiskBytes(bytes)));
            return new RangeDisk(bytes, entry.offset(), entry.size());
        } catch (IOException | RuntimeException e) {
            // The server closes only disks that were returned to it.
            try (behind) {
                throw e;
            }
        }
    }

    /** Searches once, as long as the headers that were found are still where they were. */
    private synchronized TarEntry find(TarBytes bytes) throws IOException {
        if (known.isEmpty() || !known.get().isStillIn(bytes)) {
            TarEntry found = new TarSearch(bytes, config.tarLimit().bytes(), config.tarEntry()).run();
            logger.log(
                    Level.DEBUG,
                    "{0} has {1} bytes at {2}",
                    config.tarEntry(),
                    Long.toString(found.size()),
                    Long.toString(found.offset()));
            known = Optional.of(found);
        }
        return known.get();
    }
}
