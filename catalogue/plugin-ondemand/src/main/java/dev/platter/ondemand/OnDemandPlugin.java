// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ondemand;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Features;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.TransparentDisk;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Serves a file of its own under each export name, and makes it when a client asks for that name first. */
@NbdPlugin(
        name = "ondemand",
        summary = "a disk of its own for each export name, made when a client asks for it",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class OnDemandPlugin implements Plugin {
    private final Config config;
    private final ExportsFolder folder;
    private final DiskCommand command;
    private final Access access = Access.best();
    private final FileDisks disks = new FileDisks(CacheMode.DEFAULT, AccessPattern.NORMAL, false);
    private final Turns users = new Turns();
    private final Turns makers = new Turns();

    /**
     * The parameters.
     *
     * @param dir where the disks are
     * @param size of a new disk
     * @param waits whether clients wait for each other
     * @param share whether several clients may have a disk
     * @param command makes a disk
     * @param type of the file system
     * @param label of the file system
     * @param variables what else the command knows
     */
    public record Config(
            @Parameter(help = "The folder with the disks, one file for each export name.")
            Path dir,

            @Parameter(magic = true, help = "The virtual size of new disks.")
            Size size,

            @Parameter(
                    name = "wait",
                    defaultValue = "false",
                    help = "Whether a client waits until the one before it has left the same disk, instead of being"
                            + " refused.")
            boolean waits,

            @Parameter(
                    defaultValue = "false",
                    help = "Whether several clients may have the same disk at a time. Most file systems do not"
                            + " survive that.")
            boolean share,

            @Parameter(
                    syntax = "COMMAND",
                    whenAbsent = "mkfs in a sparse file",
                    help = "A script for /bin/sh that makes the file $disk.")
            Optional<String> command,

            @Parameter(whenAbsent = "ext4", help = "The type of the file system that mkfs makes.")
            Optional<String> type,

            @Parameter(whenAbsent = "none", help = "The label of the file system that mkfs makes.")
            Optional<String> label,

            @Parameter(rest = true, syntax = "VARIABLE=VALUE", help = "Variables that the command knows.")
            List<KeyValue> variables) {
        private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

        /** Checks the names of the variables. */
        public Config {
            for (KeyValue variable : variables) {
                if (variable.key().equals("disk")) {
                    throw new ParameterException(
                            "disk", "'disk' parameter cannot be set on the command line: it is the file to be made");
                }
                if (!VARIABLE.matcher(variable.key()).matches()) {
                    throw new ParameterException(
                            variable.key(),
                            "unknown parameter '" + variable.key()
                                    + "', which cannot be a variable of the shell either");
                }
            }
        }

        private Map<String, String> all() {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("size", Long.toString(size.bytes()));
            type.ifPresent(value -> all.put("type", value));
            label.ifPresent(value -> all.put("label", value));
            variables.forEach(variable -> all.put(variable.key(), variable.value()));
            return all;
        }
    }

    public OnDemandPlugin(Config config) {
        this.config = config;
        folder = new ExportsFolder(config.dir());
        command = new DiskCommand(config.command().orElse(DiskCommand.MKFS), config.all());
    }

    @Override
    public void prepare() throws IOException {
        folder.check();
        command.check();
    }

    @Override
    public void start(Context context) throws IOException {
        disks.start(context, FileLocks.of(Optional.empty(), access, context));
    }

    @Override
    public List<Export> exports(Client client) throws IOException {
        return folder.exports();
    }

    @Override
    public String defaultExport(Client client) {
        return ExportsFolder.DEFAULT;
    }

    @Override
    public Disk open(Client client) throws IOException {
        String name = client.exportName();
        Path file = folder.file(name);
        Turns.Turn turn = turn(name, client);
        try {
            makeIfMissing(name, file, client);
            return new ExclusiveDisk(
                    disks.open(access.open(file, FileKind.of(file), !client.readOnly()), client), config.share(), turn);
        } catch (IOException | RuntimeException | Error e) {
            turn.end();
            throw e;
        }
    }

    private Turns.Turn turn(String name, Client client) throws IOException {
        if (config.share()) {
            return Turns.Turn.NONE;
        }
        return config.waits() ? users.await(name, client.readOnly(), client) : users.take(name, client.readOnly());
    }

    /** Clients that share a disk, or only read, may ask for it at the same time. */
    private void makeIfMissing(String name, Path file, Client client) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Turns.Turn turn = makers.await(name, false, client);
        try {
            if (!Files.exists(file)) {
                command.make(file, client);
            }
        } finally {
            turn.end();
        }
    }

    /** The disk of a client that others wait for. */
    private static final class ExclusiveDisk extends TransparentDisk {
        private final boolean shared;
        private final Turns.Turn turn;

        ExclusiveDisk(Disk next, boolean shared, Turns.Turn turn) {
            super(next);
            this.shared = shared;
            this.turn = turn;
        }

        /** A second connection of the same client would be refused. */
        @Override
        public Features features() throws IOException {
            return super.features().withMultiConn(shared);
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                turn.end();
            }
        }
    }
}
