// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.images;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Plugin;
import dev.platter.files.Access;
import dev.platter.files.AccessPattern;
import dev.platter.files.CacheMode;
import dev.platter.files.FileDisks;
import dev.platter.files.FileKind;
import dev.platter.files.FileLocks;
import dev.platter.files.LockMode;
import dev.platter.scripts.ScratchFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plugin that makes a file with an image when it begins, with the rights of the user that starts the server, and serves it to all
 * clients. The file is deleted when the plugin stops. What extends it makes the file.
 */
public abstract class ImagePlugin implements Plugin {
    private final String name;
    private final Access access = Access.best();
    private final FileDisks disks = new FileDisks(CacheMode.DEFAULT, AccessPattern.NORMAL, false);
    private @Nullable ScratchFolder scratch;
    private volatile @Nullable Path image;

    /**
     * A plugin that has not made its image yet.
     *
     * @param name of the plugin, for the folder with the image and for messages
     */
    protected ImagePlugin(String name) {
        this.name = name;
    }

    /**
     * Makes the image.
     *
     * @param folder for the image; it is empty, and other files may be made in it too
     * @return the image, a file in the folder
     * @throws IOException if it cannot be made; the message says why
     */
    protected abstract Path make(Path folder) throws IOException;

    /**
     * Checks that something is a folder whose files can be put into an image.
     *
     * @param dir the folder
     * @throws IOException if it is not, or cannot be read; the message names it
     */
    protected static void requireFolder(Path dir) throws IOException {
        FileKind.requireFolder(dir, "name the folder whose files shall be on the disk");
    }

    /**
     * Opens the image for a client.
     *
     * @param client the client
     * @return a disk that can only be read, which the caller closes
     * @throws IOException if it cannot be opened
     */
    protected final Disk image(Client client) throws IOException {
        Path made = image;
        if (made == null) {
            throw new IOException("the plugin " + name + " is not prepared, so it has made no image yet");
        }
        return disks.open(access.open(made, FileKind.REGULAR, false), client.asReadOnly());
    }

    @Override
    public final void prepare() throws IOException {
        ScratchFolder folder = ScratchFolder.large("platter-" + name + "-");
        try {
            image = make(folder.path());
            scratch = folder;
        } catch (IOException | RuntimeException e) {
            try (folder) {
                throw e;
            }
        }
    }

    /**
     * The folder of the image.
     *
     * @return what {@link #prepare} has made
     */
    @Override
    public final List<Path> files() {
        return scratch == null ? List.of() : List.of(scratch.path());
    }

    @Override
    public final void start(Context context) {
        disks.start(context, new FileLocks(LockMode.NONE, false, context.logger()));
    }

    @Override
    public final void stop() throws IOException {
        ScratchFolder stopped = scratch;
        scratch = null;
        if (stopped != null) {
            stopped.close();
        }
    }
}
