// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.files.Access;
import dev.platter.files.AccessPattern;
import dev.platter.files.CacheMode;
import dev.platter.files.FileDisks;
import dev.platter.files.FileLocks;
import dev.platter.files.LockMode;
import dev.platter.files.RingSource;
import dev.platter.libc.Ring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Serves a file or block device under any export name, or the files in a folder under their names. Each client opens
 * its file for itself.
 */
@NbdPlugin(
        name = "file",
        summary = "a file or block device",
        threadModel = ThreadModel.PARALLEL,
        details = FileDetails.class,
        contents = Contents.ELSEWHERE)
public final class FilePlugin implements Plugin {
    private final Config config;
    private final Source source;
    private final Access access;
    private final FileDisks disks;

    /**
     * The parameters. Exactly one of the first four says what to serve.
     *
     * @param file a regular file or block device
     * @param dir a folder whose files are served
     * @param fd an inherited descriptor of a file or block device
     * @param dirfd an inherited descriptor of a folder
     * @param cache what happens to its data in the system's memory
     * @param fadvise the order in which it will be read
     * @param direct whether reads and writes go past the system's cache
     * @param lock what to do about other programs that use it
     */
    public record Config(
            @Parameter(magic = true, once = true, help = "The regular file or block device to serve.")
            Optional<Path> file,

            @Parameter(
                    aliases = "directory",
                    once = true,
                    help = "A folder: each regular file and block device in it is an export with the name of the file.")
            Optional<Path> dir,

            @Parameter(
                    min = 3,
                    once = true,
                    help = "A file descriptor that the server inherits from the program that starts it: its regular"
                            + " file or block device is served, for reading and writing if it was opened for both.")
            Optional<Integer> fd,

            @Parameter(
                    min = 3,
                    once = true,
                    help = "A file descriptor that the server inherits, of a folder that is served as with dir. Only"
                            + " on Linux.")
            Optional<Integer> dirfd,

            @Parameter(
                    defaultValue = "default",
                    help = "What happens to file data in the system's memory: default leaves that to the system, none"
                            + " drops it after use, so that other programs' data stays.")
            CacheMode cache,

            @Parameter(
                    defaultValue = "normal",
                    help = "The order in which clients will read: with random the system reads nothing ahead, with"
                            + " sequential it reads more ahead than with normal.")
            AccessPattern fadvise,

            @Parameter(
                    defaultValue = "false",
                    help = "Whether reads and writes go past the system's memory to the storage (O_DIRECT), for files"
                            + " that are read once, or cached elsewhere. Only on Linux, and in whole blocks of the"
                            + " storage, which clients are told.")
            boolean direct,

            @Parameter(
                    whenAbsent = "warn with platter, and with platterd require where files can be locked",
                    help = "What to do if another program, such as QEMU, uses a file in a way that does not go together"
                            + " with how a client uses it: none ignores it, warn says so in the log, require refuses"
                            + " the client. Only on Linux.")
            Optional<LockMode> lock) {
        /** Demands exactly one source. */
        public Config {
            List<String> given = new ArrayList<>();
            file.ifPresent(_ -> given.add("file"));
            dir.ifPresent(_ -> given.add("dir"));
            fd.ifPresent(_ -> given.add("fd"));
            dirfd.ifPresent(_ -> given.add("dirfd"));
            if (given.isEmpty()) {
                throw new ParameterException(
                        "file", "what to serve is missing: write a file name, file=, dir=, fd= or dirfd=");
            }
            if (given.size() > 1) {
                throw new ParameterException(
                        given.get(1), "cannot be given together with " + given.getFirst() + "=: choose one of them");
            }
        }

        private Source source() {
            if (file.isPresent()) {
                return new NamedFile(file.get());
            }
            if (dir.isPresent()) {
                return new FileFolder(dir.get());
            }
            return fd.isPresent()
                    ? new FileOfDescriptor(new GivenDescriptor("fd", fd.get()))
                    : new FolderOfDescriptor(new GivenDescriptor("dirfd", dirfd.orElseThrow()));
        }
    }

    public FilePlugin(Config config) {
        this(config, Access.best());
    }

    FilePlugin(Config config, Access access) {
        this(config, access, Ring::open);
    }

    FilePlugin(Config config, Access access, RingSource rings) {
        this.config = config;
        source = config.source();
        this.access = access;
        disks = new FileDisks(config.cache(), config.fadvise(), config.direct(), rings);
    }

    @Override
    public void prepare() throws IOException {
        source.check();
    }

    @Override
    public void start(Context context) throws IOException {
        disks.start(context, FileLocks.of(config.lock(), access, context));
    }

    @Override
    public List<Export> exports(Client client) throws IOException {
        Optional<List<Export>> files = source.exports();
        return files.isPresent() ? files.get() : Plugin.super.exports(client);
    }

    @Override
    public Disk open(Client client) throws IOException {
        return disks.open(source.open(access, client.exportName(), !client.readOnly()), client);
    }
}
