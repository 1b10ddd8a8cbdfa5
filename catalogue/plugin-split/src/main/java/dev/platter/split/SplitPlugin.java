// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.split;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.files.Access;
import dev.platter.files.AccessPattern;
import dev.platter.files.CacheMode;
import dev.platter.files.FileDisks;
import dev.platter.files.FileKind;
import dev.platter.files.FileLocks;
import dev.platter.segments.JoinedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Serves files one after the other as one disk. Each client opens them for itself. */
@NbdPlugin(
        name = "split",
        summary = "files one after the other as one disk",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class SplitPlugin implements Plugin {
    private final List<Path> files;
    private final Access access = Access.best();
    private final FileDisks disks = new FileDisks(CacheMode.DEFAULT, AccessPattern.NORMAL, false);

    /**
     * The parameters.
     *
     * @param file the files, in their order
     */
    public record Config(
            @Parameter(
                    magic = true,
                    example = {"disk.1", "disk.2"},
                    help = "A file or block device. Give it once for each, in the order in which they are on the disk.")
            List<Path> file) {
        /** Demands at least one. */
        public Config {
            if (file.isEmpty()) {
                throw new ParameterException("file", "what to serve is missing: write one or more file names");
            }
        }
    }

    public SplitPlugin(Config config) {
        files = config.file();
    }

    @Override
    public void prepare() throws IOException {
        for (Path file : files) {
            FileKind.requireReadable(file);
        }
    }

    @Override
    public void start(Context context) throws IOException {
        disks.start(context, FileLocks.of(Optional.empty(), access, context));
    }

    @Override
    public Disk open(Client client) throws IOException {
        JoinedDisk.Builder joined = new JoinedDisk.Builder();
        try {
            for (Path file : files) {
                add(disks.open(access.open(file, FileKind.of(file), !client.readOnly()), client), joined);
            }
            return joined.build();
        } catch (IOException | RuntimeException e) {
            joined.close(e);
            throw e;
        }
    }

    private static void add(Disk disk, JoinedDisk.Builder joined) throws IOException {
        try {
            long size = disk.size();
            if (size > Long.MAX_VALUE - joined.length()) {
                throw new IOException(
                        "the files are too large for one disk, which has up to " + Long.MAX_VALUE + " bytes");
            }
            joined.add(disk, size);
        } catch (IOException | RuntimeException e) {
            try (disk) {
                throw e;
            }
        }
    }
}
