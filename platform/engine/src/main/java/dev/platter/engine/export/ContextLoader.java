// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of a member's bundle, which is the thread's context class loader while the member is called outside of
 * the inline request path: {@link java.util.ServiceLoader} and other libraries look there for what lies in the bundle's
 * jar. Afterwards the thread has its own again, so that it does not keep the bundle in memory.
 */
record ContextLoader(@Nullable ClassLoader loader) {
    /** The loader of an object's class: of a plugin or filter, or of a task that one of them has brought. */
    static ContextLoader of(Object member) {
        return new ContextLoader(member.getClass().getClassLoader());
    }

    /** Makes a call with this loader. */
    <T extends @Nullable Object> T call(Serialization.Call<T> call) throws IOException {
        ClassLoader before = enter();
        try {
            return call.run();
        } finally {
            leave(before);
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
        try {
            action.run();
        } finally {
            leave(before);
        }
    }

    /** The task, which runs with this loader. */
    Runnable around(Runnable task) {
        return () -> {
            ClassLoader before = enter();
            try {
                task.run();
            } finally {
                leave(before);
            }
        };
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
