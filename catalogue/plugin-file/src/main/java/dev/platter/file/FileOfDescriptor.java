// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import dev.platter.files.Access;
import dev.platter.files.FileKind;
import dev.platter.files.OpenFile;
import java.io.IOException;
import java.nio.file.Path;

/** The file behind an inherited descriptor, under every export name, with the rights that the descriptor has. */
record FileOfDescriptor(GivenDescriptor descriptor) implements Source {
    @Override
    public void check() throws IOException {
        descriptor.check();
        if (FileKind.attributes(descriptor.path()).isDirectory()) {
            throw new IOException(
                    descriptor.path() + " is a folder: open a file in it, or serve all files in it with dirfd=");
        }
        FileKind.of(descriptor.path());
    }

    @Override
    public OpenFile open(Access access, String exportName, boolean write) throws IOException {
        Path path = descriptor.path();
        return access.take(descriptor.number(), path, FileKind.of(path), write && descriptor.isWritable());
    }
}
