// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import dev.platter.files.Access;
import dev.platter.files.FileKind;
import dev.platter.files.OpenFile;
import java.io.IOException;
import java.nio.file.Path;

/** One file, under every export name. */
record NamedFile(Path path) implements Source {
    @Override
    public void check() throws IOException {
        kind();
        FileKind.requireReadable(path);
    }

    @Override
    public OpenFile open(Access access, String exportName, boolean write) throws IOException {
        return access.open(path, kind(), write);
    }

    private FileKind kind() throws IOException {
        if (FileKind.attributes(path).isDirectory()) {
            throw new IOException(path + " is a folder: name a file in it, or serve all files in it with dir=");
        }
        return FileKind.of(path);
    }
}
