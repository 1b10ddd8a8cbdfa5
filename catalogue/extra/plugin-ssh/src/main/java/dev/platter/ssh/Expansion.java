// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes paths of the words that users of ssh write.
 *
 * @param home the user's home folder
 * @param localUser the user here
 * @param host the server
 * @param port its port
 * @param user the user there
 */
record Expansion(Path home, String localUser, String host, int port, String user) {
    private static final Pattern PLACEHOLDER = Pattern.compile("%(.?)");

    /**
     * Makes a path.
     *
     * @param key the parameter or keyword, for messages
     * @param text with {@code ~/} in front, or with a percent sign and a letter anywhere
     * @param sshFolder what {@code %d} stands for: libssh says the folder .ssh, OpenSSH the home folder
     * @throws IllegalArgumentException if it does not make an absolute path
     */
    Path path(String key, String text, Path sshFolder) {
        String full = expand(key, text, sshFolder);
        try {
            Path path = full.startsWith("~/") ? home.resolve(full.substring(2)) : Path.of(full);
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException(
                        key + " must be an absolute path, or begin with ~/ or %d/, and not be '" + text + "'");
            }
            return path;
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(key + " is not a path: " + e.getReason(), e);
        }
    }

    private String expand(String key, String text, Path sshFolder) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "%" -> "%";
                            case "d" -> sshFolder.toString();
                            case "u" -> localUser;
                            case "l" -> localHost();
                            case "h" -> host;
                            case "r" -> user;
                            case "p" -> String.valueOf(port);
                            default ->
                                throw new IllegalArgumentException(key + " has %" + found.group(1)
                                        + " in it; there are %d, %u, %l, %h, %r, %p, and %% for a percent sign");
                        }));
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
