// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;
import java.util.Set;

/**
 * Who may connect to a Unix socket, as the system checks it: everybody who may write to its file.
 *
 * @param mode the permissions of the file; empty for what the process's umask leaves
 * @param owner the user who owns it, by name or number; empty for the user of the process
 * @param group its group, by name or number; empty for the group of the process
 */
public record SocketPermissions(
        Optional<Set<PosixFilePermission>> mode, Optional<String> owner, Optional<String> group) {
    /** What the system gives to every new file. */
    public static final SocketPermissions USUAL =
            new SocketPermissions(Optional.empty(), Optional.empty(), Optional.empty());

    /** Copies the set. */
    public SocketPermissions {
        mode = mode.map(Set::copyOf);
    }

    /** Not with equals, for which Java would make code at each start. */
    boolean areUsual() {
        return mode.isEmpty() && owner.isEmpty() && group.isEmpty();
    }

    /** Gives them to a socket's file, which nobody else can reach yet. */
    void give(Path socket) throws IOException {
        PosixFileAttributeView file =
                Files.getFileAttributeView(socket, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (file == null) {
            throw new IOException("files have no mode, owner or group here: leave them out");
        }
        UserPrincipalLookupService accounts = socket.getFileSystem().getUserPrincipalLookupService();
        if (group.isPresent()) {
            file.setGroup(known("group", group.get(), accounts::lookupPrincipalByGroupName));
        }
        if (owner.isPresent()) {
            file.setOwner(known("user", owner.get(), accounts::lookupPrincipalByName));
        }
        if (mode.isPresent()) {
            // The view that leaves out symbolic links cannot set the mode on Linux; in a folder of our own there are
            // none.
            Files.setPosixFilePermissions(socket, mode.get());
        }
    }

    private interface LookUp<T> {
        T find(String name) throws IOException;
    }

    private static <T> T known(String kind, String name, LookUp<T> lookUp) throws IOException {
        try {
            return lookUp.find(name);
        } catch (UserPrincipalNotFoundException e) {
            throw new IOException("there is no " + kind + " '" + name + "': create it, or name another", e);
        }
    }
}
