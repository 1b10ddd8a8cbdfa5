// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * SIGHUP, which asks a daemon to read its configuration again. In Java only a class of the module {@code jdk.unsupported} can
 * handle it; compiling against that class gives a warning, so it is called by reflection.
 */
final class HangUp {
    private HangUp() {}

    private static void start(Runnable task) {
        try {
            Thread.ofPlatform().name("reload").start(task);
        } catch (OutOfMemoryError e) {
            // The system has no more threads: this one was made for the signal alone.
            task.run();
        }
    }

    /** Runs a task at each SIGHUP; does nothing on a system without this signal. */
    static void run(Runnable task) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler calls = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    start(task);
                }
                return null;
            };
            Object handle = Proxy.newProxyInstance(HangUp.class.getClassLoader(), new Class<?>[] {handler}, calls);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), handle);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // This system has no such signal, and its users do not expect it.
        }
    }
}
