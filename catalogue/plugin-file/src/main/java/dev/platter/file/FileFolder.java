// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import dev.platter.api.Export;
import dev.platter.files.Access;
import dev.platter.files.FileKind;
import dev.platter.files.OpenFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The files in a folder, each under its name, as they are when a client asks. Symbolic links are followed, as in
 * nbdkit: a user who may put a link into the folder decides what is served. A name that clients send never leads out of
 * the folder.
 */
record FileFolder(Path path) implements Source {
    @Override
    public void check() throws IOException {
        FileKind.requireFolder(path, "dir= takes only those; use file= to serve a single file");
    }

    @Override
    public OpenFile open(Access access, String exportName, boolean write) throws IOException {
        Path file = file(exportName);
        return access.open(file, FileKind.of(file), write);
    }

    private Path file(String exportName) throws IOException {
        if (exportName.isEmpty()) {
            throw new IOException("an export name is needed: ask for one of the files in " + path);
        }
        try {
            Path file = path.resolve(exportName);
            // Both conditions: on Windows a name may have a drive, and a drive's own folder in it.
            if (!exportName.equals(".")
                    && !exportName.equals("..")
                    && path.equals(file.getParent())
                    && exportName.equals(file.getFileName().toString())) {
                return file;
            }
        } catch (InvalidPathException e) {
            // It contains what no file name can contain, so there is no such file.
        }
        throw new IOException("the export name '" + exportName
                + "' is not the name of a file: ask for one of the files in " + path + ", without a folder");
    }

    @Override
    public Optional<List<Export>> exports() throws IOException {
        List<Export> exports = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                if (isServed(file)) {
                    exports.add(new Export(file.getFileName().toString(), ""));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw new IOException(path + " cannot be listed: " + e.getCause().getMessage(), e);
        } catch (AccessDeniedException e) {
            throw FileKind.unreadable(path, e);
        }
        exports.sort(Comparator.comparing(Export::name));
        return Optional.of(exports);
    }

    /** Whether it is of a kind that can be served. It may vanish meanwhile, and a link may lead nowhere. */
    private static boolean isServed(Path file) {
        try {
            FileKind.of(file);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
