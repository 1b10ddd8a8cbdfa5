// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tmpdisk;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Size;
import dev.platter.files.Access;
import dev.platter.files.AccessPattern;
import dev.platter.files.CacheMode;
import dev.platter.files.FileDisks;
import dev.platter.files.FileKind;
import dev.platter.files.FileLocks;
import dev.platter.files.LockMode;
import dev.platter.scripts.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a new file system for each client, and deletes it when the client has gone. */
@NbdPlugin(
        name = "tmpdisk",
        summary = "a new file system for each client",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.NONE)
public final class TmpdiskPlugin implements Plugin {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final MakeDisk making;
    private final Access access = Access.best();
    private final FileDisks disks = new FileDisks(CacheMode.DEFAULT, AccessPattern.NORMAL, false);
    private volatile @Nullable ScratchFolder scratch;

    /**
     * The parameters.
     *
     * @param size of each disk
     * @param label of the file system
     * @param type of the file system
     * @param command what makes a disk, in place of mkfs
     * @param variables that the command uses
     */
    public record Config(
            @Parameter(magic = true, help = "The size of each disk. A command may make one of another size.")
            Size size,

            @Parameter(help = "The label of the file system.")
            Optional<String> label,

            @Parameter(
                    defaultValue = "ext4",
                    help = "The type of the file system: one that mkfs(8) can make in a file on this system.")
            String type,

            @Parameter(
                    help = "A command of the shell that makes the file $disk, in place of mkfs. It knows all"
                            + " parameters as variables.")
            Optional<String> command,

            @Parameter(rest = true, help = "A variable for the command.")
            List<KeyValue> variables) {
        /**
         * Checks the names of variables.
         *
         * @throws ParameterException if one is not possible in the shell, or has another meaning
         */
        public Config {
            for (KeyValue variable : variables) {
                if (variable.key().equals("disk")) {
                    throw new ParameterException(
                            "disk",
                            "'disk' parameter cannot be set on the command line: it tells the command where to make the"
                                    + " disk");
                }
                if (!VARIABLE.matcher(variable.key()).matches()) {
                    throw new ParameterException(
                            variable.key(),
                            "unknown parameter '" + variable.key()
                                    + "', which cannot be a variable of the shell either");
                }
            }
        }
    }

    /**
     * Reads the parameters.
     *
     * @param config the parameters
     */
    public TmpdiskPlugin(Config config) {
        making = new MakeDisk(
                config.command(), config.size().bytes(), config.type(), config.label(), config.variables());
    }

    @Override
    public void start(Context context) throws IOException {
        disks.start(context, new FileLocks(LockMode.NONE, false, context.logger()));
        scratch = ScratchFolder.large("platter-tmpdisk-");
    }

    @Override
    public Disk open(Client client) throws IOException {
        ScratchFolder all = scratch;
        if (all == null) {
            throw new IOException("the plugin tmpdisk is not started, so it has no folder for disks yet");
        }
        ScratchFolder own = new ScratchFolder(Files.createTempDirectory(all.path(), "client-"));
        try {
            return new TemporaryDisk(made(own.path().resolve("disk"), own.path(), client), own);
        } catch (IOException | RuntimeException e) {
            try (own) {
                throw e;
            }
        }
    }

    private Disk made(Path path, Path folder, Client client) throws IOException {
        making.at(path).run(folder, Optional.of(client));
        if (!Files.exists(path)) {
            throw new IOException("the command has made no disk at " + path
                    + ": let it make a file with the name $disk, or a symbolic link");
        }
        Disk disk = disks.open(access.open(path, FileKind.of(path), !client.readOnly()), client);
        forget(path);
        return disk;
    }

    /** An open file needs no name, and without one it goes with its client whatever happens to the server. */
    private static void forget(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            // On Windows an open file keeps its name. It is deleted with its folder.
        }
    }

    @Override
    public void stop() throws IOException {
        ScratchFolder stopped = scratch;
        if (stopped != null) {
            stopped.close();
        }
    }
}
