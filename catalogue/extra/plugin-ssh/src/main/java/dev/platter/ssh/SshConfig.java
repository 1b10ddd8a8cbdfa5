// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What files for the command ssh say of a host, by the rules of ssh_config(5): for each keyword the first value counts, but all files with
 * keys. Blocks that begin with Match are left out.
 */
final class SshConfig {
    private static final int DEEPEST = 16;
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|([^\\s\"]+)");

    private static final Pattern LINE = Pattern.compile("(\\w+)\\s*=?\\s*(.*)");

    private final String host;
    private final Path home;
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /**
     * Knows nothing yet.
     *
     * @param host as the user names it
     * @param home the user's home folder
     */
    SshConfig(String host, Path home) {
        this.host = host;
        this.home = home;
    }

    /** Reads a file, if it can be read. What earlier files say counts more. */
    void read(Path file) throws IOException {
        read(file, file.toAbsolutePath().getParent(), 0);
    }

    private void read(Path file, Path folder, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException(file + " includes itself");
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // As with ssh, it need not exist.
            return;
        }
        boolean counts = true;
        for (String line : lines) {
            List<String> words = words(line);
            if (words.isEmpty()) {
                continue;
            }
            String keyword = words.getFirst().toLowerCase(Locale.ROOT);
            List<String> rest = words.subList(1, words.size());
            switch (keyword) {
                case "host" -> counts = matches(rest);
                case "match" -> counts = false;
                case "include" -> {
                    for (String pattern : counts ? rest : List.<String>of()) {
                        include(pattern, folder, depth);
                    }
                }
                default -> {
                    if (counts) {
                        add(keyword, rest);
                    }
                }
            }
        }
    }

    private void include(String pattern, Path folder, int depth) throws IOException {
        try {
            Path path = pattern.startsWith("~/") ? home.resolve(pattern.substring(2)) : folder.resolve(pattern);
            List<Path> files = new ArrayList<>();
            try (DirectoryStream<Path> found = Files.newDirectoryStream(
                    path.getParent(), path.getFileName().toString())) {
                found.forEach(files::add);
            }
            files.sort(null);
            for (Path file : files) {
                read(file, folder, depth + 1);
            }
        } catch (NotDirectoryException | NoSuchFileException e) {
            // As with ssh, there need not be one.
        } catch (InvalidPathException | PatternSyntaxException e) {
            throw new IOException("Include " + pattern + " of a configuration of ssh is not a path", e);
        }
    }

    private void add(String keyword, List<String> words) {
        if (keyword.equals("identityfile")) {
            values.computeIfAbsent(keyword, _ -> new ArrayList<>()).addAll(words);
        } else {
            values.putIfAbsent(keyword, words);
        }
    }

    private static List<String> words(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return List.of();
        }
        Matcher keyword = LINE.matcher(text);
        if (!keyword.matches()) {
            return List.of();
        }
        List<String> words = new ArrayList<>(List.of(keyword.group(1)));
        WORD.matcher(keyword.group(2))
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .forEach(words::add);
        return words;
    }

    private boolean matches(List<String> patterns) {
        boolean one = false;
        for (String pattern : patterns) {
            boolean not = pattern.startsWith("!");
            if (glob(not ? pattern.substring(1) : pattern).matcher(host).matches()) {
                if (not) {
                    return false;
                }
                one = true;
            }
        }
        return one;
    }

    private static Pattern glob(String pattern) {
        String expression = "\\Q" + pattern.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E";
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    }

    /** {@return the words of a keyword, which is in lower case} */
    List<String> all(String keyword) {
        return values.getOrDefault(keyword, List.of());
    }

    /** {@return the first word of a keyword, which is in lower case} */
    Optional<String> first(String keyword) {
        return all(keyword).stream().findFirst();
    }
}
