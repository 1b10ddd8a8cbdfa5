// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.floppy;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.RangeDisk;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Size;
import dev.platter.files.Access;
import dev.platter.segments.JoinedDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves the files of a folder on a disk with a FAT32 file system, read-only. */
@NbdPlugin(
        name = "floppy",
        summary = "a disk with a FAT file system that has the files of a folder",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class FloppyPlugin implements Plugin {
    private static final int SHOWN = 3;

    private final Config config;
    private final byte[] label;
    private List<String> reserved = List.of();
    private volatile @Nullable JoinedDisk disk;

    /**
     * The parameters.
     *
     * @param dir the folder
     * @param label of the disk
     * @param size of the disk
     */
    public record Config(
            @Parameter(magic = true, once = true, help = "The folder whose files and folders are on the disk.")
            Path dir,

            @Parameter(
                    defaultValue = "NBDKITFLOPY",
                    help = "The label of the file system, of ASCII characters; more than 11 are cut off.")
            String label,

            @Parameter(
                    whenAbsent = "as large as is needed, without free space",
                    help = "The size of the whole disk, with the partition table.")
            Optional<Size> size) {
        /**
         * Checks the label.
         *
         * @throws ParameterException if it has characters that a label cannot have
         */
        public Config {
            if (label.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw new ParameterException("label", "a label has ASCII characters only, not '" + label + "'");
            }
        }
    }

    /**
     * Reads the parameters, and nothing that they refer to.
     *
     * @param config the parameters
     */
    public FloppyPlugin(Config config) {
        this.config = config;
        label = padded(config.label());
    }

    private static byte[] padded(String label) {
        if (label.isBlank()) {
            return new byte[0];
        }
        byte[] padded = new byte[ShortNames.LENGTH];
        Arrays.fill(padded, (byte) ' ');
        byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, padded, 0, Math.min(bytes.length, padded.length));
        return padded;
    }

    @Override
    public void prepare() throws IOException {
        FolderScan scan = FolderScan.of(config.dir());
        disk = new FloppyImage(scan, label).make(config.size().map(Size::bytes).orElse(0L), Access.best());
        reserved = scan.folders().stream()
                .flatMap(FolderEntry::entries)
                .map(Entry::name)
                .filter(name -> new LongName(name).hasReserved())
                .toList();
    }

    @Override
    public void start(Context context) {
        if (!reserved.isEmpty()) {
            context.logger()
                    .log(
                            System.Logger.Level.WARNING,
                            "{0} of the names, such as {1}, have characters that are not allowed on FAT: Linux finds"
                                    + " these files, Windows does not",
                            reserved.size(),
                            String.join(", ", reserved.subList(0, Math.min(SHOWN, reserved.size()))));
        }
    }

    @Override
    public Disk open(Client client) throws IOException {
        JoinedDisk prepared = disk;
        if (prepared == null) {
            throw new IOException("the plugin floppy is not prepared, so it has not read the folder yet");
        }
        return new RangeDisk(prepared, 0, prepared.size());
    }
}
