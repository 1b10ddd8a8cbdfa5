// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A language of scripts.
 *
 * @param name as in messages, such as {@code Python}
 * @param program the interpreter's name, which is looked for in the folders of {@code PATH}
 * @param debianPackage the package of Debian that has it
 * @param options of the interpreter, of which the last announces a program on the command line
 * @param helper the program that answers calls, which nobody can replace, since it comes from the bundle and lies in no file
 */
public record Language(String name, String program, String debianPackage, List<String> options, String helper) {
    /** Copies the options. */
    public Language {
        options = List.copyOf(options);
    }

    /**
     * Reads a helper.
     *
     * @param bundle a class of the bundle
     * @param name the name of a resource beside the class
     * @return its text
     */
    public static String helper(Class<?> bundle, String name) {
        try (InputStream in = bundle.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the bundle of " + bundle.getName() + " lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read from the bundle: " + e.getMessage(), e);
        }
    }

    Process start() throws IOException {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(options);
        words.add(helper);
        ProcessBuilder builder = new ProcessBuilder(words);
        // Sockets of systemd are the server's, and the interpreter has none of these descriptors.
        builder.environment().keySet().removeAll(List.of("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException(
                    "scripts in " + name + " need the program " + program
                            + ", which cannot be started: install it (package " + debianPackage + " on Debian): "
                            + e.getMessage(),
                    e);
        }
    }
}
