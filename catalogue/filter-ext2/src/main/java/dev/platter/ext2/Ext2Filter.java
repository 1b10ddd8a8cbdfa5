// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ext2;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.blocks.AlignedDisk;
import dev.platter.blocks.BlockLocks;
import dev.platter.blocks.DiskBytes;
import java.io.IOException;
import java.util.List;

/** Serves a file of the file system behind it. */
@NbdFilter(
        name = "ext2",
        summary = "serves a file inside an ext2, ext3 or ext4 file system",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class Ext2Filter implements Filter {
    private static final String BY_EXPORT_NAME = "exportname";

    private final Config config;

    /** Nothing is written, so nothing is ever locked. */
    private final BlockLocks locks = new BlockLocks();

    /**
     * The parameters.
     *
     * @param ext2file the path, or that the client chooses
     */
    public record Config(
            @Parameter(
                    syntax = "PATH|exportname",
                    example = "/disks/disk.img",
                    help = "The path of the file within the file system, from / on. With exportname, each client"
                            + " chooses by the name of the export, and so can find out which files there are.")
            String ext2file) {
        /** Checks the path. */
        public Config {
            if (!ext2file.equals(BY_EXPORT_NAME) && !ext2file.startsWith("/")) {
                throw new ParameterException(
                        "ext2file", "it must be a path that begins with /, or exportname, not '" + ext2file + "'");
            }
        }
    }

    public Ext2Filter(Config config) {
        this.config = config;
    }

    private boolean isByExportName() {
        return config.ext2file().equals(BY_EXPORT_NAME);
    }

    /** Names of exports need not begin with the slash, which URIs would have twice. */
    private static String fromTheRoot(String name) throws Ext2Exception {
        if (name.isEmpty()) {
            throw new Ext2Exception(
                    "ask for an export by the path of a file: this server has the files of a file system");
        }
        return name.startsWith("/") ? name : "/" + name;
    }

    /** Which files there are, clients are not told. */
    @Override
    public List<Export> exports(Opener next, Client client) throws IOException {
        return isByExportName() ? List.of() : next.exports(client);
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        String path = isByExportName() ? fromTheRoot(client.exportName()) : config.ext2file();
        Disk behind = next.open(isByExportName() ? client.withExportName("") : client);
        try {
            AsyncDisk bytes = AlignedDisk.of(behind, locks);
            FileSystem system = new FileSystem(new DiskBytes(bytes));
            return Ext2File.of(system, system.file(path), bytes);
        } catch (IOException | RuntimeException e) {
            // The server closes only disks that were returned to it.
            try (behind) {
                throw e;
            }
        }
    }
}
