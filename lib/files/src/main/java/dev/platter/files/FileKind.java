// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of file that can be served. The kind is checked before the file is opened: opening a pipe would wait, and
 * some devices act when they are opened.
 */
public enum FileKind {
    /** A regular file. */
    REGULAR,
    /** A block device. */
    BLOCK_DEVICE;

    /** The bits of a mode that tell the kind of a file, and their value for a block device, on every Unix. */
    private static final int S_IFMT = 0xf000;

    private static final int S_IFBLK = 0x6000;

    /**
     * Finds out the kind of a file.
     *
     * @param path of the file; symbolic links are followed
     * @return its kind
     * @throws IOException if it cannot be served; the message names it and says what to do
     */
    public static FileKind of(Path path) throws IOException {
        BasicFileAttributes attributes = attributes(path);
        if (attributes.isRegularFile()) {
            return REGULAR;
        }
        if (attributes.isDirectory()) {
            throw new IOException(path + " is a folder: name a file in it");
        }
        if (!isBlockDevice(path)) {
            throw new IOException(path + " is neither a regular file nor a block device, and only those can be served");
        }
        return BLOCK_DEVICE;
    }

    /**
     * Checks that a file can be opened for reading, without opening it.
     *
     * @param path of the file
     * @throws IOException if it cannot; the message names it and says what to do
     */
    public static void requireReadable(Path path) throws IOException {
        of(path);
        if (!Files.isReadable(path)) {
            throw unreadable(path, null);
        }
    }

    /**
     * What the system knows of a file.
     *
     * @param path of the file; symbolic links are followed
     * @return its attributes
     * @throws IOException if there is no such file, or it cannot be examined; the message names it
     */
    public static BasicFileAttributes attributes(Path path) throws IOException {
        return attributes(path, "regular file or block device");
    }

    /**
     * Checks that something is a folder that can be read.
     *
     * @param path of the folder; symbolic links are followed
     * @param advice what to name if it is something else, such as "name the folder of the images"
     * @return its attributes
     * @throws IOException if it is not, or cannot be read; the message names it and says what to do
     */
    public static BasicFileAttributes requireFolder(Path path, String advice) throws IOException {
        BasicFileAttributes attributes = attributes(path, "folder");
        if (!attributes.isDirectory()) {
            throw new IOException(path + " is not a folder: " + advice);
        }
        if (!Files.isReadable(path)) {
            throw unreadable(path, null);
        }
        return attributes;
    }

    private static BasicFileAttributes attributes(Path path, String expected) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw new IOException(path + " does not exist: name an existing " + expected, e);
        } catch (AccessDeniedException e) {
            throw unreadable(path, e);
        } catch (FileSystemException e) {
            throw new IOException(path + " cannot be examined: " + e.getReason(), e);
        }
    }

    private static boolean isBlockDevice(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                && ((int) Files.getAttribute(path, "unix:mode") & S_IFMT) == S_IFBLK;
    }

    /**
     * Makes the exception for a file or folder that the server may not read.
     *
     * @param path of the file
     * @param cause what the system said, if it was asked
     * @return an exception whose message says what to do
     */
    public static IOException unreadable(Path path, @Nullable IOException cause) {
        return new IOException(
                path + " cannot be read: permission denied; allow it to the user that runs the server", cause);
    }
}
