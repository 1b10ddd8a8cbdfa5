// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import java.util.Map;
import java.util.Optional;

/**
 * A call of {@link System#exit}, which no code of ours makes while a server runs: a plugin or filter does. A signal ends the
 * process without one, on a thread of Java's own.
 *
 * @param thread the thread that makes the call
 * @param caller the method that makes it
 */
record ExitCall(Thread thread, StackTraceElement caller) {
    private static final String RUNTIME = "java.lang.Runtime";
    private static final String SYSTEM = "java.lang.System";

    /** The call that has begun the end of the process, looked for by a shutdown hook; empty after a signal. */
    static Optional<ExitCall> underWay() {
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            Optional<StackTraceElement> caller = caller(each.getValue());
            if (caller.isPresent()) {
                return Optional.of(new ExitCall(each.getKey(), caller.get()));
            }
        }
        return Optional.empty();
    }

    /** The frame that called {@code System.exit} or {@code Runtime.exit}. */
    private static Optional<StackTraceElement> caller(StackTraceElement[] stack) {
        for (int i = 0; i + 1 < stack.length; i++) {
            boolean exit = stack[i].getMethodName().equals("exit") && isOf(stack[i], RUNTIME);
            if (exit) {
                StackTraceElement next = stack[i + 1];
                boolean through = isOf(next, SYSTEM) && i + 2 < stack.length;
                return Optional.of(through ? stack[i + 2] : next);
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(StackTraceElement frame, String type) {
        return frame.getClassName().equals(type);
    }

    String sentence() {
        String method = caller.getClassName() + "." + caller.getMethodName();
        return "System.exit was called by " + method + " (" + caller.getFileName() + ":" + caller.getLineNumber()
                + "), on the thread '" + thread.getName() + "': the server ends; a plugin or filter must not do that";
    }
}
