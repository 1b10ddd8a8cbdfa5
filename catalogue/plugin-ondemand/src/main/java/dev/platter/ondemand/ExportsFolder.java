// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ondemand;

import dev.platter.api.Export;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folder with a file for each export.
 *
 * @param path absolute
 */
record ExportsFolder(Path path) {
    /** The file of the export that has no name. */
    static final String DEFAULT = "default";

    /** NAME_MAX of nearly all file systems. */
    private static final int LONGEST_NAME = 255;

    /**
     * Checks that it is there.
     *
     * @throws IOException if it is not, or is not a folder
     */
    void check() throws IOException {
        if (!Files.isDirectory(path)) {
            throw new IOException("dir: " + path + (Files.exists(path) ? " is not a folder" : " does not exist")
                    + ": make a folder for the disks of clients");
        }
    }

    /**
     * The file of an export, whether it is there or not. A name never leads out of the folder, nor to a hidden file.
     *
     * @throws IOException if the name cannot be that of a file
     */
    Path file(String name) throws IOException {
        if (!name.startsWith(".") && !name.isEmpty() && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME) {
            try {
                Path file = path.resolve(name);
                Path last = file.getFileName();
                if (path.equals(file.getParent())
                        && last != null
                        && last.toString().equals(name)) {
                    return file;
                }
            } catch (InvalidPathException e) {
                // It contains what no file name can contain.
            }
        }
        throw new IOException("invalid exportname '" + printable(name) + "' rejected: a name has up to " + LONGEST_NAME
                + " bytes, does not begin with a dot, and has no slash");
    }

    /** It comes from a client, and goes to the log. */
    private static String printable(String name) {
        StringBuilder printable = new StringBuilder();
        name.codePoints()
                .limit(LONGEST_NAME)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }

    /**
     * The exports that are there: the one without a name, and the files that are not hidden. So a command can keep hidden ones
     * beside them.
     */
    List<Export> exports() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, Files::isRegularFile)) {
            for (Path file : files) {
                name(file).ifPresent(names::add);
            }
        } catch (DirectoryIteratorException e) {
            throw new IOException(path + " cannot be listed: " + e.getCause().getMessage(), e);
        }
        names.sort(null);
        names.addFirst("");
        return names.stream().map(name -> new Export(name, "")).toList();
    }

    private static Optional<String> name(Path file) {
        return Optional.ofNullable(file.getFileName())
                .map(Path::toString)
                .filter(name -> !name.startsWith(".") && !name.equals(DEFAULT));
    }
}
