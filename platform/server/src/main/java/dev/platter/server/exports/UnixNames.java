// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.platter.server.definition.AccessRules.UnixAccount;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Compares the numbers of users and groups with names, which the system looks up. Numbers that were found are cached. Names
 * that were not found are looked up again, since they may be created while the server runs.
 */
final class UnixNames {
    /** Whether a name is that of a user or of a group. */
    enum Kind {
        USER,
        GROUP
    }

    record Question(Kind kind, String name) {}

    static final long UNKNOWN = -1;

    private final Map<Question, Long> numbers = new ConcurrentHashMap<>();
    private final ToLongFunction<Question> system;

    UnixNames() {
        this(UnixNames::ask);
    }

    /**
     * Uses another lookup.
     *
     * @param system returns the number, or {@link #UNKNOWN}
     */
    UnixNames(ToLongFunction<Question> system) {
        this.system = system;
    }

    /** Whether a number belongs to one of the accounts. */
    boolean isAmong(long number, List<UnixAccount> accounts, Kind kind) {
        for (UnixAccount account : accounts) {
            if (number(account.written(), kind) == number) {
                return true;
            }
        }
        return false;
    }

    private long number(String name, Kind kind) {
        return name.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Long.parseLong(name)
                : known(new Question(kind, name));
    }

    private long known(Question question) {
        Long before = numbers.get(question);
        if (before != null) {
            return before;
        }
        long now = system.applyAsLong(question);
        if (now != UNKNOWN) {
            numbers.put(question, now);
        }
        return now;
    }

    /**
     * Asks the system. Both structures, {@code passwd} and {@code group}, begin with two pointers, to the name and the
     * password; the number follows.
     */
    private static synchronized long ask(Question question) {
        try {
            String call = question.kind == Kind.USER ? "getpwnam" : "getgrnam";
            @Nullable Pointer entry = Function.getFunction("c", call).invokePointer(new Object[] {question.name});
            return entry == null ? UNKNOWN : Integer.toUnsignedLong(entry.getInt(2L * Native.POINTER_SIZE));
        } catch (UnsatisfiedLinkError e) {
            // This system has no such names; its clients have no credentials either.
            return UNKNOWN;
        }
    }
}
