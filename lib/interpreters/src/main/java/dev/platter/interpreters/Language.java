// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A language of scripts. Its helper, the program that answers calls, comes from the bundle and lies in no file, so nobody can replace it.
 */
public final class Language {
    /**
     * Gives calls and answers descriptors of their own. What the script prints goes to standard error, and its input is empty. A service
     * manager ends the server by a signal to all of its processes, and requests are answered for a while afterwards.
     */
    private static final String WITH_DESCRIPTORS = """
        trap '' TERM
        exec "$1" /dev/fd/5 3<&0 4>&1 5<<END_OF_HELPER </dev/null >&2
        $2
        END_OF_HELPER
        """;

    private final String name;
    private final List<String> programs;
    private final String debianPackage;
    private final List<String> before;
    private final List<String> after;

    private Language(
            String name, List<String> programs, String debianPackage, List<String> before, List<String> after) {
        this.name = name;
        this.programs = List.copyOf(programs);
        this.debianPackage = debianPackage;
        this.before = before;
        this.after = after;
    }

    /**
     * A language whose helper can be an argument, and moves the calls and answers away from its standard input and output.
     *
     * @param name as in messages, such as {@code Python}
     * @param programs names that the interpreter may have; the first that is found in the folders of {@code PATH} is taken
     * @param debianPackage the package of Debian that has it
     * @param option of the interpreter, which announces a program on the command line
     * @param helper the text of the helper
     * @return the language
     */
    public static Language of(String name, List<String> programs, String debianPackage, String option, String helper) {
        return new Language(name, programs, debianPackage, List.of(), List.of(option, helper));
    }

    /**
     * A language that cannot duplicate descriptors. The helper reads calls from {@code /dev/fd/3} and writes answers to
     * {@code /dev/fd/4}, and is a file as far as the interpreter knows.
     *
     * @param name as in messages, such as {@code Tcl}
     * @param programs names that the interpreter may have; the first that is found in the folders of {@code PATH} is taken
     * @param debianPackage the package of Debian that has it
     * @param helper the text of the helper
     * @return the language
     */
    public static Language withDescriptors(String name, List<String> programs, String debianPackage, String helper) {
        return new Language(
                name, programs, debianPackage, List.of("/bin/sh", "-c", WITH_DESCRIPTORS, "sh"), List.of(helper));
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
        List<String> words = new ArrayList<>();
        // An interrupt from the terminal is for the server, which has the script clean up.
        find("setsid").ifPresent(words::add);
        words.addAll(before);
        words.add(program());
        words.addAll(after);
        ProcessBuilder builder = new ProcessBuilder(words);
        // Sockets of systemd are the server's, and the interpreter has none of these descriptors.
        builder.environment().keySet().removeAll(List.of("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException(
                    "scripts in " + name + " need the program " + program() + ", which cannot be started: "
                            + e.getMessage(),
                    e);
        }
    }

    private String program() throws IOException {
        return programs.stream()
                .flatMap(program -> find(program).stream())
                .findFirst()
                .orElseThrow(() -> new IOException("scripts in " + name + " need the program "
                        + String.join(" or ", programs) + ", which is not in the folders of PATH: install it (package "
                        + debianPackage + " on Debian)"));
    }

    private static Optional<String> find(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> file(folder, program).stream())
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toString)
                .findFirst();
    }

    /** Absolute names are kept. */
    private static Optional<Path> file(String folder, String program) {
        try {
            return Optional.of(Path.of(folder).resolve(program));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
