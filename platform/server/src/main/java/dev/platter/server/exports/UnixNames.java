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
 * Compares numbers of users and groups with names, as the system knows them. What it has found it remembers; what is not there
 * may come while the server runs, and is asked for again.
 */
final class UnixNames {
    /** What a name stands for. */
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
     * Asks somebody else.
     *
     * @param system gives the number, or {@link #UNKNOWN}
     */
    UnixNames(ToLongFunction<Question> system) {
        this.system = system;
    }

    /** Whether one of the accounts stands for a number. */
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

    /** Both structures begin with a name and a password, which are pointers, and go on with the number. */
    private static synchronized long ask(Question question) {
        try {
            String call = question.kind == Kind.USER ? "getpwnam" : "getgrnam";
            @Nullable Pointer entry = Function.getFunction("c", call).invokePointer(new Object[] {question.name});
            return entry == null ? UNKNOWN : Integer.toUnsignedLong(entry.getInt(2L * Native.POINTER_SIZE));
        } catch (UnsatisfiedLinkError e) {
            // A system without such names; on it nobody has credentials either.
            return UNKNOWN;
        }
    }
}
