// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.parameters.KeyValue;
import dev.platter.engine.parameters.BadParameterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The constructor touches nothing outside the instance: it makes or changes no file, and starts no thread. */
final class ConstructorProperty implements Property {
    @Override
    public String name() {
        return "the constructor touches nothing";
    }

    @Override
    public void check(Trial trial) throws IOException, BadParameterException {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        Map<Path, String> files = files(trial.subject());
        int threads = group.activeCount();
        for (int i = 0; i < 3; i++) {
            Trial.construct(trial.subject());
        }
        Broken.unless(
                group.activeCount() <= threads,
                () -> "three instances were constructed but not prepared, and now " + (group.activeCount() - threads)
                        + " more threads run");
        Map<Path, String> now = files(trial.subject());
        Broken.unless(
                now.equals(files),
                () -> "three instances were constructed but not prepared; the files were " + files + " before and are "
                        + now + " now");
    }

    /** The files that parameters name, and the files next to them. */
    private static Map<Path, String> files(Subject subject) throws IOException {
        Map<Path, String> files = new TreeMap<>();
        for (KeyValue parameter : subject.parameters()) {
            Optional<Path> folder = folderOf(parameter.value());
            if (folder.isPresent()) {
                try (Stream<Path> all = Files.list(folder.get())) {
                    for (Path file : all.toList()) {
                        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                        files.put(file, attributes.size() + " bytes of " + attributes.lastModifiedTime());
                    }
                }
            }
        }
        return files;
    }

    private static Optional<Path> folderOf(String value) {
        try {
            Path path = Path.of(value);
            return path.isAbsolute()
                    ? Optional.ofNullable(path.getParent()).filter(Files::isDirectory)
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
