// SPDX-License-Identifier: BSD-3-Clause
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies jars of others without the parts that the archive does not need. The copies are not signed, since a signature covers the
 * whole, and the same input gives the same bytes.
 *
 * <p>Called as {@code java Trim.java LIST FOLDER CLASSPATH}. A line of LIST has the beginning of a jar's file name and that of the names
 * of entries to leave out, or begins with #. Fails if a line concerns nothing, so that the list does not outlive what it is about.
 */
final class Trim {
    private static final String VERSIONS = "META-INF/versions/";

    private Trim() {}

    public static void main(String[] args) throws IOException {
        Map<String, List<String>> unneeded = read(Path.of(args[0]));
        Path folder = Path.of(args[1]);
        Files.createDirectories(folder);
        try (var old = Files.list(folder)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        for (var jar : unneeded.entrySet()) {
            Path original = Arrays.stream(args[2].split(File.pathSeparator))
                    .map(Path::of)
                    .filter(file -> file.getFileName().toString().startsWith(jar.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            args[0] + " names " + jar.getKey() + ", which is not on the class path: remove the line"));
            trim(original, folder.resolve(original.getFileName()), jar.getValue());
        }
    }

    private static Map<String, List<String>> read(Path list) throws IOException {
        Map<String, List<String>> unneeded = new LinkedHashMap<>();
        for (String line : Files.readAllLines(list)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] words = line.split(" +", 2);
                unneeded.computeIfAbsent(words[0], _ -> new ArrayList<>()).add(words[1]);
            }
        }
        return unneeded;
    }

    private static void trim(Path original, Path copy, List<String> unneeded) throws IOException {
        List<String> unused = new ArrayList<>(unneeded);
        try (JarFile jar = new JarFile(original.toFile(), false);
                OutputStream file = Files.newOutputStream(copy);
                ZipOutputStream out = new ZipOutputStream(file)) {
            out.setLevel(Deflater.BEST_COMPRESSION);
            ZipEntry time = jar.getEntry(JarFile.MANIFEST_NAME);
            out.putNextEntry(like(time, JarFile.MANIFEST_NAME));
            unsigned(jar.getManifest()).write(out);
            for (ZipEntry entry : jar.stream()
                    .filter(entry -> !entry.isDirectory() && !isSignature(entry.getName()))
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList()) {
                List<String> reasons = unneeded.stream()
                        .filter(beginning -> entry.getName().startsWith(beginning)
                                || ofAnyRelease(entry.getName()).startsWith(beginning))
                        .toList();
                unused.removeAll(reasons);
                if (reasons.isEmpty()) {
                    out.putNextEntry(like(entry, entry.getName()));
                    try (var content = jar.getInputStream(entry)) {
                        content.transferTo(out);
                    }
                }
            }
        }
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException(
                    original.getFileName() + " has nothing that begins with " + unused + ": remove the lines");
        }
    }

    /** The name that a class for one release of Java has for all. */
    private static String ofAnyRelease(String name) {
        return name.startsWith(VERSIONS) ? name.substring(name.indexOf('/', VERSIONS.length()) + 1) : name;
    }

    private static ZipEntry like(ZipEntry original, String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(original.getTimeLocal());
        return entry;
    }

    /** The digests of single entries belong to the signature. */
    private static Manifest unsigned(Manifest manifest) {
        Manifest unsigned = new Manifest();
        unsigned.getMainAttributes().putAll(manifest.getMainAttributes());
        manifest.getEntries().forEach((name, attributes) -> {
            Attributes kept = new Attributes(attributes);
            kept.keySet().removeIf(key -> key.toString().endsWith("-Digest"));
            if (!kept.isEmpty()) {
                unsigned.getEntries().put(name, kept);
            }
        });
        return unsigned;
    }

    private static boolean isSignature(String name) {
        return name.equals(JarFile.MANIFEST_NAME) || name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
    }
}
