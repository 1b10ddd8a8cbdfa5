package dev.platter.file;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves a file or block device, which each client opens for itself, under whatever export name. */
@NbdPlugin(
        name = "file",
        summary = "a file or block device",
        threadModel = ThreadModel.PARALLEL,
        details = FileDetails.class)
public final class FilePlugin implements Plugin {
    private final Config config;
    private final Optional<Libc> libc;
    private volatile System.@Nullable Logger logger;

    /**
     * The parameters.
     *
     * @param file what to serve
     * @param cache what becomes of its data in the system's memory
     */
    public record Config(
            @Parameter(magic = true, help = "The regular file or block device to serve.")
            Path file,

            @Parameter(
                    defaultValue = "default",
                    help = "What becomes of file data in the system's memory: default leaves that to the system, none"
                            + " has it dropped after use, so that other programs' data stays.")
            CacheMode cache) {}

    /**
     * Takes down the parameters.
     *
     * @param config the parameters
     */
    public FilePlugin(Config config) {
        this(config, Libc.load());
    }

    /** With the calls of the system, or without any. */
    FilePlugin(Config config, Optional<Libc> libc) {
        this.config = config;
        this.libc = libc;
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
        OpenFile file = openFile(path, !client.readOnly(), FileKind.of(path));
        try {
            FileDisk disk = new FileDisk(path, file, config.cache());
            System.Logger log = logger;
            if (log != null && !client.readOnly() && !file.writable()) {
                log.log(System.Logger.Level.DEBUG, "{0} cannot be written to, so it is served read-only", path);
            }
            return disk;
        } catch (IOException | RuntimeException e) {
            closeAfter(e, file);
            throw e;
        }
    }

    private OpenFile openFile(Path path, boolean write, FileKind kind) throws IOException {
        return libc.isPresent()
                ? LinuxFile.open(libc.get(), path, write, kind == FileKind.BLOCK_DEVICE)
                : PortableFile.open(path, write);
    }

    private static void closeAfter(Exception failure, OpenFile file) {
        try {
            file.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
