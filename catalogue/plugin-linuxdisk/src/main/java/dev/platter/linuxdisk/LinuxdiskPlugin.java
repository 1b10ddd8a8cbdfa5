// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.linuxdisk;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.images.ImagePlugin;
import dev.platter.partitions.DiskPlan;
import dev.platter.partitions.PlannedPartition;
import dev.platter.segments.JoinedDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Serves the files of a folder on a disk with a file system of Linux, read-only. The file system is made when the server starts. */
@NbdPlugin(
        name = "linuxdisk",
        summary = "a disk with an ext2, ext3 or ext4 file system that has the files of a folder",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class LinuxdiskPlugin extends ImagePlugin {
    private static final String NAME = "linuxdisk";
    private static final long ALIGNMENT = 1 << 20;
    private static final String TABLE = "the partition table";

    private final Config config;

    /**
     * The parameters.
     *
     * @param dir the folder
     * @param label of the file system
     * @param type of the file system
     * @param size of the file system
     */
    public record Config(
            @Parameter(magic = true, once = true, help = "The folder whose files and folders are on the disk.")
            Path dir,

            @Parameter(help = "The label of the file system.")
            Optional<String> label,

            @Parameter(defaultValue = "ext2", help = "The type of the file system.")
            FileSystemType type,

            @Parameter(
                    syntax = "[+]SIZE",
                    whenAbsent = "what the files need, and a little more",
                    help = "The size of the file system; or, with a plus sign, how much free space it has at the"
                            + " least.")
            Optional<FileSystemSize> size) {}

    /**
     * Reads the parameters, and nothing that they refer to.
     *
     * @param config the parameters
     */
    public LinuxdiskPlugin(Config config) {
        super(NAME);
        this.config = config;
    }

    @Override
    protected Path make(Path folder) throws IOException {
        requireFolder(config.dir());
        return new FileSystemImage(
                        config.dir(),
                        config.type(),
                        config.label(),
                        config.size().orElse(FileSystemSize.LEAST))
                .make(folder);
    }

    @Override
    public Disk open(Client client) throws IOException {
        Disk image = image(client);
        JoinedDisk.Builder whole = new JoinedDisk.Builder();
        try {
            DiskPlan plan = plan(image.size());
            DiskPlan.Table before = plan.tables().getFirst();
            DiskPlan.Table after = plan.tables().getLast();
            return whole.add(before.bytes(), TABLE)
                    .gapUntil(plan.offsets().getFirst())
                    .add(image, image.size())
                    .gapUntil(after.offset())
                    .add(after.bytes(), TABLE)
                    .build();
        } catch (IOException | RuntimeException e) {
            try (image) {
                throw e;
            }
        }
    }

    private DiskPlan plan(long length) {
        PlannedPartition partition = new PlannedPartition(
                length, ALIGNMENT, true, PlannedPartition.LINUX_MBR, PlannedPartition.LINUX, id("partition"), "");
        return DiskPlan.gpt(List.of(partition), id("disk"));
    }

    /** Made of the path, so that a client finds the same disk after a restart. */
    private UUID id(String what) {
        return UUID.nameUUIDFromBytes(
                ("platter linuxdisk " + what + " " + config.dir()).getBytes(StandardCharsets.UTF_8));
    }
}
