// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.process;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.platter.host.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The user and group that a server goes on as when it has bound its sockets. They are looked up before, so that a name that does not
 * exist is refused at once.
 */
public final class Account {
    private static final long UNCHANGED = -1;

    private final long user;
    private final long group;

    private Account(long user, long group) {
        this.user = user;
        this.group = group;
    }

    /**
     * Looks up names.
     *
     * @param user a user's name or number; empty to keep the user
     * @param group a group's name or number; empty for the user's own group, or that of this process if the user is a number that
     *     the system does not know
     * @return the account; empty if nothing is to change
     * @throws RefusedException if the system does not know a name
     */
    public static Optional<Account> of(Optional<String> user, Optional<String> group) throws RefusedException {
        if (user.isEmpty() && group.isEmpty()) {
            return Optional.empty();
        }
        try {
            long gid = group.isPresent() ? number("getgrnam", "group", group.get()) : UNCHANGED;
            long uid = user.isPresent() ? number("getpwnam", "user", user.get()) : UNCHANGED;
            return Optional.of(new Account(uid, gid == UNCHANGED ? groupOf(uid) : gid));
        } catch (LinkageError e) {
            throw new RefusedException(
                    "this system's calls to change the user are not known: leave -u and -g out, and start the"
                            + " server as that user",
                    e);
        }
    }

    private static long number(String lookup, String what, String name) throws RefusedException {
        if (!name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            try {
                return Integer.toUnsignedLong(Integer.parseUnsignedInt(name));
            } catch (NumberFormatException e) {
                throw new RefusedException("the number of a " + what + " is at most 4294967295, not " + name, e);
            }
        }
        @Nullable Pointer entry = Function.getFunction("c", lookup).invokePointer(new Object[] {name});
        if (entry == null) {
            throw new RefusedException("there is no " + what + " '" + name + "': name one that exists, or its number");
        }
        return Integer.toUnsignedLong(entry.getInt(place()));
    }

    /**
     * Where {@code passwd} and {@code group} hold the number: behind the pointers to the name and the password. Not a constant, since
     * JNA's classes would load with this one, in a run that changes nothing.
     */
    private static long place() {
        return 2L * Native.POINTER_SIZE;
    }

    private static long groupOf(long user) {
        @Nullable Pointer entry = Function.getFunction("c", "getpwuid").invokePointer(new Object[] {(int) user});
        return entry == null ? UNCHANGED : Integer.toUnsignedLong(entry.getInt(place() + Integer.BYTES));
    }

    /**
     * Changes the user and the group of all threads of this process for good, and gives up all other groups.
     *
     * @param files files of the server's own, which it removes in the end: they are given to the user, folders with all that is in
     *     them
     * @throws RefusedException if this process may not do that
     */
    public void become(List<Path> files) throws RefusedException {
        for (Path each : files) {
            give(each);
        }
        if (group != UNCHANGED) {
            try (Memory only = new Memory(Integer.BYTES)) {
                only.setInt(0, (int) group);
                succeed("setgroups", 1L, only);
            }
            succeed("setgid", (int) group);
        } else {
            // A number without an entry in passwd has no group; but those of root are not its own.
            succeed("setgroups", 0L, Pointer.NULL);
        }
        if (user != UNCHANGED) {
            succeed("setuid", (int) user);
        }
    }

    private void give(Path tree) throws RefusedException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                if (user != UNCHANGED) {
                    Files.setAttribute(file, "unix:uid", (int) user, LinkOption.NOFOLLOW_LINKS);
                }
                if (group != UNCHANGED) {
                    Files.setAttribute(file, "unix:gid", (int) group, LinkOption.NOFOLLOW_LINKS);
                }
            }
        } catch (IOException e) {
            throw new RefusedException(
                    "-u, -g: cannot give " + tree + " to the user or group (" + RefusedException.sentence(e)
                            + "): start the server as root",
                    e);
        }
    }

    private static void succeed(String function, Object... arguments) throws RefusedException {
        if (CLibrary.call(function, arguments) != 0) {
            throw new RefusedException("-u, -g: " + function + ": " + CLibrary.error() + "; start the server as root");
        }
    }
}
