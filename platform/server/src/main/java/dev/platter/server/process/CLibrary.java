// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.process;

import com.sun.jna.Function;
import com.sun.jna.Native;

/** Calls of the C library that every Unix has. */
final class CLibrary {
    private CLibrary() {}

    /** Calls a function, and returns what it returns. */
    static int call(String function, Object... arguments) {
        return Function.getFunction("c", function).invokeInt(arguments);
    }

    /** The number and, by strerror(3), the meaning of the error that the last call of this thread has met. */
    static String error() {
        int number = Native.getLastError();
        return Function.getFunction("c", "strerror").invokeString(new Object[] {number}, false);
    }
}
