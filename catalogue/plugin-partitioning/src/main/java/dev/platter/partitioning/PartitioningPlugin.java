// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitioning;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Placed;
import dev.platter.api.parameters.Size;
import dev.platter.files.Access;
import dev.platter.files.AccessPattern;
import dev.platter.files.CacheMode;
import dev.platter.files.FileDisks;
import dev.platter.files.FileKind;
import dev.platter.files.FileLocks;
import dev.platter.files.LockMode;
import dev.platter.partitions.DiskPlan;
import dev.platter.partitions.PartitionTable;
import dev.platter.segments.JoinedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves files as the partitions of a disk, whose table is made when the instance begins. Each client opens the files for itself. */
@NbdPlugin(
        name = "partitioning",
        summary = "a disk whose partitions are files",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class PartitioningPlugin implements Plugin {
    private final Config config;
    private final List<PartitionFile> files;
    private final Access access = Access.best();
    private final FileDisks disks = new FileDisks(CacheMode.DEFAULT, AccessPattern.NORMAL, false);
    private volatile @Nullable Layout layout;

    /**
     * The parameters. Those whose values have places hold for the files after them.
     *
     * @param file the partitions
     * @param partitionType the kind of the table
     * @param alignment where partitions begin
     * @param mbrId their types in an MBR
     * @param typeGuid their types in a GPT
     * @param lock what to do about other programs that use the files
     */
    public record Config(
            @Parameter(magic = true, help = "The regular file or block device that is the next partition.")
            List<Placed<Path>> file,

            @Parameter(
                    syntax = "mbr|gpt",
                    whenAbsent = "gpt for more than four files, or if they are larger than about 2 TB; otherwise mbr",
                    help = "The kind of the partition table.")
            Optional<TableType> partitionType,

            @Parameter(
                    whenAbsent = "1M",
                    help = "The partitions of the files after this begin at a multiple of this size, from 512 to 1M.")
            List<Placed<Size>> alignment,

            @Parameter(
                    syntax = "default|0xN",
                    whenAbsent = "default, which is 0x83, a file system of Linux",
                    help = "The type that the files after this have in an MBR.")
            List<Placed<MbrId>> mbrId,

            @Parameter(
                    syntax = "default|GUID",
                    whenAbsent = "default, which is 0fc63daf-8483-4772-8e79-3d69d8477de4, a file system of Linux",
                    help = "The type that the files after this have in a GPT.")
            List<Placed<TypeGuid>> typeGuid,

            @Parameter(
                    whenAbsent = "warn with platter, and with platterd require where files can be locked",
                    help = "What to do if another program, such as QEMU, uses a file in a way that does not go together"
                            + " with how a client uses it: none ignores it, warn says so in the log, require refuses"
                            + " the client. Only on Linux.")
            Optional<LockMode> lock) {
        /**
         * Demands a file, and checks the alignments.
         *
         * @throws ParameterException if there is no file, or an alignment that partitions cannot have
         */
        public Config {
            if (file.isEmpty()) {
                throw new ParameterException(
                        "file",
                        "at least one file= parameter must be supplied: write the names of the partitions' files");
            }
            alignment.forEach(placed -> check(placed.value().bytes()));
        }

        private static void check(long bytes) {
            if (bytes < PartitionTable.SECTOR || bytes > PartitionFile.DEFAULT_ALIGNMENT) {
                throw new ParameterException(
                        "alignment",
                        "partition alignment " + bytes + " should be >= sector size " + PartitionTable.SECTOR
                                + " and <= maximum alignment " + PartitionFile.DEFAULT_ALIGNMENT);
            }
            if (bytes % PartitionTable.SECTOR != 0) {
                throw new ParameterException(
                        "alignment",
                        "partition alignment " + bytes + " should be a multiple of sector size "
                                + PartitionTable.SECTOR);
            }
        }
    }

    /**
     * Reads the parameters, and nothing that they refer to.
     *
     * @param config the parameters
     */
    public PartitioningPlugin(Config config) {
        this.config = config;
        files = PartitionFile.of(config.file(), config.alignment(), config.mbrId(), config.typeGuid());
    }

    @Override
    public void prepare() throws IOException {
        layout = Layout.of(files, config.partitionType(), access);
    }

    @Override
    public void start(Context context) throws IOException {
        disks.start(context, FileLocks.of(config.lock(), access, context));
        if (config.partitionType().isEmpty()) {
            context.logger()
                    .log(
                            System.Logger.Level.DEBUG,
                            "picking partition type {0}",
                            prepared().type());
        }
    }

    @Override
    public Disk open(Client client) throws IOException {
        Layout prepared = prepared();
        JoinedDisk.Builder whole = new JoinedDisk.Builder();
        try {
            int next = 0;
            for (DiskPlan.Table table : prepared.plan().tables()) {
                next = addFiles(whole, prepared, next, table.offset(), client);
                whole.gapUntil(table.offset()).add(table.bytes(), "partition table of virtual disk");
            }
            addFiles(whole, prepared, next, prepared.plan().size(), client);
            return whole.gapUntil(prepared.plan().size()).build();
        } catch (IOException | RuntimeException e) {
            whole.close(e);
            throw e;
        }
    }

    /** Adds the partitions before an offset. */
    private int addFiles(JoinedDisk.Builder whole, Layout prepared, int first, long before, Client client)
            throws IOException {
        List<Long> offsets = prepared.plan().offsets();
        int next = first;
        while (next < files.size() && offsets.get(next) < before) {
            whole.gapUntil(offsets.get(next));
            add(whole, files.get(next).path(), prepared.lengths().get(next), client);
            next++;
        }
        return next;
    }

    private void add(JoinedDisk.Builder whole, Path path, long length, Client client) throws IOException {
        Disk disk = disks.open(access.open(path, FileKind.of(path), !client.readOnly()), client);
        whole.add(disk, length);
        if (disk.size() < length) {
            throw new IOException(path + " had " + length + " bytes when the server started, and has only "
                    + disk.size() + " now, so it does not fill its partition: start the server again");
        }
    }

    private Layout prepared() throws IOException {
        Layout prepared = layout;
        if (prepared == null) {
            throw new IOException("the plugin partitioning is not prepared, so it has no partition table yet");
        }
        return prepared;
    }
}
