// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.floppy;

import dev.platter.files.FileKind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a folder and those in it, once. What is neither a folder nor a regular file is left out, symbolic links among it, as in
 * nbdkit. The order is that of the names, so that the same folder is the same disk.
 */
final class FolderScan {
    private final List<FolderEntry> folders = new ArrayList<>();
    private final List<FileEntry> files = new ArrayList<>();

    private FolderScan() {}

    /**
     * Reads a folder.
     *
     * @throws IOException if it or anything in it cannot be read, or does not fit FAT; the message names it
     */
    static FolderScan of(Path folder) throws IOException {
        BasicFileAttributes attributes =
                FileKind.requireFolder(folder, "name the folder whose files shall be on the disk");
        FolderScan scan = new FolderScan();
        scan.visit(new FolderEntry("", folder.toRealPath(), null, attributes));
        return scan;
    }

    /** All folders; the first is the root, and each comes before those in it. */
    List<FolderEntry> folders() {
        return folders;
    }

    /** All files. */
    List<FileEntry> files() {
        return files;
    }

    private void visit(FolderEntry folder) throws IOException {
        folders.add(folder);
        for (Path path : sorted(folder.path())) {
            BasicFileAttributes attributes = attributes(path);
            if (attributes == null) {
                continue;
            }
            String name = path.getFileName().toString();
            if (attributes.isDirectory()) {
                folder.folders().add(new FolderEntry(name, path, folder, attributes));
            } else if (attributes.isRegularFile()) {
                folder.files().add(file(name, path, attributes));
            }
        }
        files.addAll(folder.files());
        for (FolderEntry below : folder.folders()) {
            visit(below);
        }
    }

    private static FileEntry file(String name, Path path, BasicFileAttributes attributes) throws IOException {
        if (attributes.size() >= FatVolume.MOST_OF_FILE) {
            throw new IOException(
                    path + " has " + attributes.size() + " bytes: file is larger than maximum supported by" + " VFAT, "
                            + (FatVolume.MOST_OF_FILE - 1) + " bytes");
        }
        if (!Files.isReadable(path)) {
            throw FileKind.unreadable(path, null);
        }
        return new FileEntry(name, path, attributes);
    }

    /** Null for what has vanished since its folder was read. */
    private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        } catch (AccessDeniedException e) {
            throw FileKind.unreadable(path, e);
        } catch (FileSystemException e) {
            throw new IOException(path + " cannot be examined: " + e.getReason(), e);
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(paths::add);
        } catch (DirectoryIteratorException e) {
            throw new IOException(folder + " cannot be listed: " + e.getCause().getMessage(), e);
        } catch (AccessDeniedException e) {
            throw FileKind.unreadable(folder, e);
        }
        paths.sort(Comparator.comparing(path -> path.getFileName().toString()));
        return paths;
    }
}
