// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A port of TCP, given by its number or by the name of its service.
 *
 * @param number 1 to 65535
 */
record ServicePort(int number) {
    private static final int HIGHEST = 65_535;
    private static final int LONGEST_NUMBER = 9;

    /** Where systems have the names: a line for each, {@code nbd 10809/tcp alias...}. */
    private static final Path SERVICES = Path.of("/etc/services");

    /** Reads a number, or a name that the system knows. */
    public static ServicePort parse(String text) {
        boolean numeric = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return numeric ? numbered(text) : named(text, SERVICES);
    }

    private static ServicePort numbered(String digits) {
        int number = digits.length() <= LONGEST_NUMBER ? Integer.parseInt(digits) : 0;
        if (number < 1 || number > HIGHEST) {
            throw new IllegalArgumentException("'" + digits + "' is not a port: they go from 1 to " + HIGHEST);
        }
        return new ServicePort(number);
    }

    static ServicePort named(String name, Path services) {
        List<String> lines;
        try {
            lines = Files.readAllLines(services, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not a number, and the names of services cannot be looked up: " + services
                            + " cannot be read",
                    e);
        }
        for (String line : lines) {
            List<String> words = List.of(line.replaceFirst("#.*", "").strip().split("\\s+"));
            if (words.size() > 1 && words.get(1).endsWith("/tcp") && words.contains(name)) {
                return numbered(words.get(1).replace("/tcp", ""));
            }
        }
        throw new IllegalArgumentException("'" + name + "' is not a number, and " + services
                + " has no service of that name for TCP: name the port by its number");
    }
}
