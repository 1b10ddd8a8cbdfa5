// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.Poller;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.libc.Ring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

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
    private final Rings.Source rings;
    private volatile @Nullable Started started;

    /** What the server gives to an instance that starts. */
    private record Started(System.Logger log, Executor workers, FileLocks locks, Rings rings) {}

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

    FilePlugin(Config config, Access access, Rings.Source rings) {
        this.config = config;
        source = config.source();
        this.access = access;
        this.rings = rings;
    }

    @Override
    public void prepare() throws IOException {
        source.check();
    }

    @Override
    public void start(Context context) throws IOException {
        boolean insists = config.lock().equals(Optional.of(LockMode.REQUIRE));
        if (insists && access != Access.LINUX) {
            throw new IOException("lock=require cannot be kept, since only Linux has locks that other programs see:"
                    + " leave it out");
        }
        LockMode usual = context.unattended() ? LockMode.REQUIRE : LockMode.WARN;
        FileLocks locks = new FileLocks(config.lock().orElse(usual), insists, context.logger());
        started = new Started(context.logger(), context.workers(), locks, new Rings(rings, context.logger()));
    }

    @Override
    public List<Export> exports(Client client) throws IOException {
        Optional<List<Export>> files = source.exports();
        return files.isPresent() ? files.get() : Plugin.super.exports(client);
    }

    @Override
    public Disk open(Client client) throws IOException {
        OpenFile file = source.open(access, client.exportName(), !client.readOnly());
        try {
            Started now = started;
            if (now != null) {
                file.lock(now.locks());
            }
            if (config.direct()) {
                file.bypassCache();
            }
            FileDisk disk = new FileDisk(file, config.cache(), config.fadvise());
            if (now == null) {
                return disk;
            }
            if (!client.readOnly() && !file.traits().writable()) {
                now.log().log(
                        System.Logger.Level.DEBUG, "{0} cannot be written to, so it is served read-only", file.path());
            }
            return withRing(disk, file, client, now);
        } catch (IOException | RuntimeException e) {
            closeAfter(e, file);
            throw e;
        }
    }

    /** A queue drops nothing from the system's cache, so with {@link CacheMode#NONE} there is none. */
    private Disk withRing(FileDisk disk, OpenFile file, Client client, Started now) {
        Optional<RingFile> queued = file.forRing();
        Optional<Poller> loop = client.poller();
        return queued.isPresent()
                        && loop.isPresent()
                        && config.cache() != CacheMode.NONE
                        && now.rings().mayBeOpened()
                ? new RingDisk(disk, queued.get(), loop.get(), now.rings(), now.workers())
                : disk;
    }

    private static void closeAfter(Exception failure, OpenFile file) {
        try {
            file.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
