// SPDX-License-Identifier: BSD-3-Clause
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Collects the licences of all that others have made, in a folder with a file {@code parts} that says which is whose. Fails if a jar is not
 * in the list of parts, and if a text is missing.
 *
 * <p>Called as {@code java Licences.java LIST FOLDER CLASSPATH}. Texts lie beside LIST, whose comment explains its lines.
 */
final class Licences {
    private static final Pattern OURS = Pattern.compile("(platter|plugin|filter|tool)-.*");
    private static final Pattern TEXT =
            Pattern.compile("META-INF/(LICEN[CS]E|NOTICE)[^/]*|META-INF/licen[cs]e/[^/]+", Pattern.CASE_INSENSITIVE);

    /** A line of the list, for jars or for packages whose names begin so. */
    private record Part(String beginning, String licence, String text) {}

    private final Path list;
    private final Path folder;
    private final List<Path> jars;
    private final TreeMap<String, String> index = new TreeMap<>();

    private Licences(Path list, Path folder, List<Path> jars) {
        this.list = list;
        this.folder = folder;
        this.jars = jars;
    }

    public static void main(String[] args) throws IOException {
        List<Path> jars = Stream.of(args[2].split(File.pathSeparator))
                .map(Path::of)
                .filter(file -> file.toString().endsWith(".jar"))
                .filter(file -> !OURS.matcher(file.getFileName().toString()).matches())
                .sorted(Comparator.comparing(Path::getFileName))
                .collect(Collectors.toCollection(ArrayList::new));
        new Licences(Path.of(args[0]), Path.of(args[1]), jars).collect();
    }

    private void collect() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
        List<String[]> lines = Files.readAllLines(list).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" "))
                .toList();
        for (String[] line : lines) {
            if (line[0].equals("absent")) {
                demand(jars.removeIf(file -> isNamed(file, line[1])), line[1]);
            } else if (line[1].equals("is")) {
                Path jar = jars.stream()
                        .filter(file -> isNamed(file, line[2]))
                        .findFirst()
                        .orElseThrow();
                copy(jar, line[3], folder.resolve(line[0] + ".txt"));
            } else if (line[0].equals("inside")) {
                add(line[1] + "*", new Part(line[1], line[2], line[3]));
            }
        }
        List<Part> parts = lines.stream()
                .filter(line ->
                        !line[1].equals("is") && !List.of("inside", "absent").contains(line[0]))
                .map(line -> new Part(line[0], line[1], line[2]))
                .toList();
        for (Part part : parts) {
            demand(jars.stream().anyMatch(jar -> isNamed(jar, part.beginning())), part.beginning());
        }
        for (Path jar : jars) {
            Part part = parts.stream()
                    .filter(it -> isNamed(jar, it.beginning()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            jar.getFileName() + " is of no part in " + list + ": add a line with its licence"));
            if (part.text().equals("own")) {
                addOwn(jar, part);
            } else {
                add(jar.getFileName().toString(), part);
            }
        }
        StringBuilder text = new StringBuilder();
        index.forEach(
                (name, state) -> text.append(name).append("  ").append(state).append('\n'));
        Files.writeString(folder.resolve("parts"), text);
    }

    /** A list that names what is no longer there would not be believed. */
    private void demand(boolean used, String beginning) {
        if (!used) {
            throw new IllegalStateException(
                    list + " names " + beginning + ", and no jar is called so: remove the line");
        }
    }

    private static boolean isNamed(Path jar, String beginning) {
        return jar.getFileName().toString().startsWith(beginning);
    }

    private void add(String name, Part part) throws IOException {
        Path text = list.resolveSibling(part.text());
        Path copy = folder.resolve(part.text());
        if (!Files.exists(copy)) {
            Files.copy(text, copy);
        }
        index.put(name, part.licence() + "  " + part.text());
    }

    private void addOwn(Path jar, Part part) throws IOException {
        String name = jar.getFileName().toString();
        // The same for all systems.
        String own = name.replaceFirst("(-[0-9]).*", "");
        List<String> texts;
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            texts = file.stream()
                    .map(ZipEntry::getName)
                    .filter(entry -> TEXT.matcher(entry).matches())
                    .sorted()
                    .toList();
        }
        if (texts.isEmpty()) {
            throw new IllegalStateException(name + " has no licence inside, although " + list + " says so");
        }
        Path place = Files.createDirectories(folder.resolve(own));
        for (String text : texts) {
            copy(jar, text, place.resolve(text.substring(text.lastIndexOf('/') + 1)));
        }
        index.put(name, part.licence() + "  " + own + "/");
    }

    private static void copy(Path jar, String entry, Path to) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Files.write(to, file.getInputStream(file.getEntry(entry)).readAllBytes());
        }
    }
}
