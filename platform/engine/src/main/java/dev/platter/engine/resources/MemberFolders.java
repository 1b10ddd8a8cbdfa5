// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.resources;

import dev.platter.engine.files.FileTree;
import dev.platter.engine.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folders of one instance, made when they are first asked for. */
final class MemberFolders {
    private final String member;
    private final MemberResources.Place temporary;
    private final Optional<Path> persistent;
    private @Nullable Path made;
    private boolean closed;

    /**
     * @param member the member's name in its chain
     * @param temporary finds the folder for temporary folders
     * @param persistent the export's folder in the state folder, which need not exist; empty if there is none
     */
    MemberFolders(String member, MemberResources.Place temporary, Optional<Path> persistent) {
        this.member = member;
        this.temporary = temporary;
        this.persistent = persistent;
    }

    synchronized Path temporary() throws IOException {
        if (closed) {
            throw new IllegalStateException("the instance has stopped");
        }
        Path folder = made;
        if (folder == null) {
            // Java closes it to other users.
            folder = Files.createTempDirectory(temporary.folder(), member + "-").toAbsolutePath();
            made = folder;
        }
        return folder;
    }

    Optional<Path> persistent() throws IOException {
        if (persistent.isEmpty()) {
            return Optional.empty();
        }
        Path folder = persistent.get().resolve(FolderName.of(member)).toAbsolutePath();
        Files.createDirectories(folder, OwnerOnly.folder(folder));
        return Optional.of(folder);
    }

    /** Deletes the temporary folder. */
    synchronized void close() throws IOException {
        closed = true;
        if (made != null && Files.exists(made)) {
            FileTree.delete(made);
        }
    }
}
