// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.start;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Calls the main method of a command. Java passes over a jar that it cannot open, and then misses its classes: a user would learn the
 * name of a class, but not what to do.
 */
public final class Start {
    private Start() {}

    /**
     * Starts a command. The launcher sets the properties {@code platter.home}, the folder of the installation, and {@code platter.name},
     * the command's name.
     *
     * @param args the command's main class, and the command line
     * @throws Throwable what the command throws, or why it cannot be started although no file is damaged
     */
    public static void main(String[] args) throws Throwable {
        if ("32".equals(System.getProperty("sun.arch.data.model"))) {
            refuse("a Java of 64 bits is needed, and " + System.getProperty("java.home")
                    + " has 32: install one, or set PLATTER_JAVA to its folder");
        }
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw explained(e.getCause());
        } catch (ClassNotFoundException | LinkageError e) {
            throw explained(e);
        }
    }

    private static Throwable explained(Throwable failure) {
        if (failure instanceof LinkageError || failure instanceof ClassNotFoundException) {
            new Installation(Path.of(System.getProperty("platter.home", ".")))
                    .damage()
                    .ifPresent(Start::refuse);
        }
        return failure;
    }

    private static void refuse(String reason) {
        System.err.println(System.getProperty("platter.name", "platter") + ": error: " + reason);
        System.exit(1);
    }
}
