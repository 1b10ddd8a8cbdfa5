// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Serves a file or block device. Each client opens it for itself, under any export name. */
@NbdPlugin(
        name = "file",
        summary = "a file or block device",
        threadModel = ThreadModel.PARALLEL,
        details = FileDetails.class,
        contents = Contents.ELSEWHERE)
public final class FilePlugin implements Plugin {
    private final Config config;
    private final Access access;
    private volatile System.@Nullable Logger logger;

    /**
     * The parameters.
     *
     * @param file what to serve
     * @param cache what happens to its data in the system's memory
     * @param fadvise the order in which it will be read
     */
    public record Config(
            @Parameter(magic = true, help = "The regular file or block device to serve.")
            Path file,

            @Parameter(
                    defaultValue = "default",
                    help = "What happens to file data in the system's memory: default leaves that to the system, none"
                            + " drops it after use, so that other programs' data stays.")
            CacheMode cache,

            @Parameter(
                    defaultValue = "normal",
                    help = "The order in which clients will read: with random the system reads nothing ahead, with"
                            + " sequential it reads more ahead than with normal.")
            AccessPattern fadvise) {}

    public FilePlugin(Config config) {
        this(config, Access.best());
    }

    FilePlugin(Config config, Access access) {
        this.config = config;
        this.access = access;
    }

    @Override
    public void prepare() throws IOException {
        FileKind.requireReadable(config.file());
    }

    @Override
    public void start(Context context) {
        logger = context.logger();
    }

    @Override
    public Disk open(Client client) throws IOException {
        Path path = config.file();
        OpenFile file = access.open(path, FileKind.of(path), !client.readOnly());
        try {
            FileDisk disk = new FileDisk(file, config.cache(), config.fadvise());
            System.Logger log = logger;
            if (log != null && !client.readOnly() && !file.traits().writable()) {
                log.log(System.Logger.Level.DEBUG, "{0} cannot be written to, so it is served read-only", path);
            }
            return disk;
        } catch (IOException | RuntimeException e) {
            closeAfter(e, file);
            throw e;
        }
    }

    private static void closeAfter(Exception failure, OpenFile file) {
        try {
            file.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
