// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ip;

import dev.platter.api.parameters.ParameterException;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the two lists: the rules of a parameter, and those of a file, which is read again when it has changed. Any thread may ask for
 * the rules; one at a time looks at the file.
 */
final class RuleSource {
    private final String key;
    private final List<String> fixed;
    private final Optional<Path> file;
    private @Nullable RuleList rules;
    private @Nullable Stamp stamp;

    /** What changes when a file is written, or another takes its place. */
    private record Stamp(Object time, long size, @Nullable Object identity) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    /**
     * @param key names the list in messages
     * @throws ParameterException if a fixed rule is not one
     */
    RuleSource(String key, List<String> fixed, Optional<Path> file) {
        this.key = key;
        this.fixed = fixed;
        this.file = file;
        parser();
    }

    private RuleParser parser() {
        RuleParser parser = new RuleParser();
        try {
            fixed.forEach(parser::add);
            return parser;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(key, e.getMessage());
        }
    }

    /**
     * Reads the file for the first time.
     *
     * @throws IOException if it cannot be read, or a line of it is not a rule
     */
    synchronized void load() throws IOException {
        stamp = stamp();
        rules = read();
    }

    /** Returns the rules as they are now. If the file has gone, or has become wrong, its last rules hold. */
    synchronized RuleList current(Logger logger) {
        try {
            Stamp now = stamp();
            if (rules == null || !Objects.equals(now, stamp)) {
                // Also if it cannot be read: it is read again when it has changed once more.
                stamp = now;
                rules = read();
            }
        } catch (NoSuchFileException e) {
            logger.log(Level.DEBUG, key + ": " + file.orElseThrow() + " has gone, and its rules stay as they were");
        } catch (IOException e) {
            logger.log(Level.ERROR, e.getMessage() + "; the rules stay as they were");
        }
        return Objects.requireNonNull(rules, "load() comes first");
    }

    private @Nullable Stamp stamp() throws IOException {
        return file.isPresent() ? Stamp.of(file.get()) : null;
    }

    private RuleList read() throws IOException {
        RuleParser parser = parser();
        if (file.isPresent()) {
            read(file.get(), parser);
        }
        return new RuleList(parser);
    }

    private void read(Path path, RuleParser parser) throws IOException {
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String rule = line.strip();
                if (!rule.isEmpty() && rule.charAt(0) != '#') {
                    parser.add(rule);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(key + ": " + path + ", line " + number + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(key + ": cannot read " + path + ": " + e.getMessage(), e);
        }
    }
}
