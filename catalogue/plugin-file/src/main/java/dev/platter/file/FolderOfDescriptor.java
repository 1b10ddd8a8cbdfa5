// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import dev.platter.api.Export;
import dev.platter.files.Access;
import dev.platter.files.OpenFile;
import dev.platter.libc.Linux;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The folder behind an inherited descriptor, even if it was renamed or removed. */
record FolderOfDescriptor(GivenDescriptor descriptor) implements Source {
    @Override
    public void check() throws IOException {
        if (!Linux.isHere()) {
            throw new IOException("dirfd=" + descriptor.number()
                    + " cannot be used, since only Linux finds files through a folder's descriptor: use dir=");
        }
        descriptor.check();
        folder().check();
    }

    @Override
    public OpenFile open(Access access, String exportName, boolean write) throws IOException {
        return folder().open(access, exportName, write);
    }

    @Override
    public Optional<List<Export>> exports() throws IOException {
        return folder().exports();
    }

    private FileFolder folder() {
        return new FileFolder(descriptor.path());
    }
}
