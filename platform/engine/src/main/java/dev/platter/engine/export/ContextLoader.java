// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of a member's bundle, which is the thread's context class loader while the member is called outside of
 * the inline request path: {@link java.util.ServiceLoader} and other libraries look there for what lies in the bundle's
 * jar. Afterwards the thread has its own again, so that it does not keep the bundle in memory.
 *
 * @param log the member's log, which is the thread's {@link MemberLog} meanwhile; null in requests, which are too many for that
 */
record ContextLoader(@Nullable ClassLoader loader, System.@Nullable Logger log) {
    /** The loader of an object's class: of a plugin or filter, or of a task that one of them has brought. */
    static ContextLoader of(Object member) {
        return new ContextLoader(member.getClass().getClassLoader(), null);
    }

    /** The same loader for calls of a member's life. */
    ContextLoader with(System.Logger its) {
        return new ContextLoader(loader, its);
    }

    /** Makes a call with this loader. */
    <T extends @Nullable Object> T call(Serialization.Call<T> call) throws IOException {
        ClassLoader before = enter();
        System.Logger logBefore = log == null ? null : MemberLog.enter(log);
        try {
            return call.run();
        } finally {
            leave(before, logBefore);
        }
    }

    /** A {@link Runnable} that may throw an exception. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** Makes a call without a result with this loader. */
    void run(Action action) throws IOException {
        ClassLoader before = enter();
        System.Logger logBefore = log == null ? null : MemberLog.enter(log);
        try {
            action.run();
        } finally {
            leave(before, logBefore);
        }
    }

    /** The task, which runs with this loader. */
    Runnable around(Runnable task) {
        return () -> {
            ClassLoader before = enter();
            System.Logger logBefore = log == null ? null : MemberLog.enter(log);
            try {
                task.run();
            } finally {
                leave(before, logBefore);
            }
        };
    }

    private void leave(@Nullable ClassLoader before, System.@Nullable Logger logBefore) {
        if (log != null) {
            MemberLog.leave(logBefore);
        }
        leave(before);
    }

    /** Sets this loader on the current thread, and returns the one that was set before. */
    @Nullable
    ClassLoader enter() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        return before;
    }

    /** Sets the loader again that {@link #enter} has returned. */
    static void leave(@Nullable ClassLoader before) {
        Thread.currentThread().setContextClassLoader(before);
    }
}
