// SPDX-License-Identifier: BSD-3-Clause
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * Writes Felix's {@code default.properties} without what it says of Java 8 and older: the packages of each release, and its
 * execution environments. Five sixths of the file are about them, and Felix reads all of it in every process. It uses none of
 * these properties on a newer Java, which tells its packages itself.
 *
 * <p>Felix takes the first file of that name on the class path, so this one has to come before Felix's jar.
 *
 * <p>Called as {@code java FelixDefaults.java OUTPUT CLASSPATH}.
 */
final class FelixDefaults {
    private static final String NAME = "default.properties";

    /** The keys of a release: {@code jre-1.8}, {@code ee-1.8}, {@code eecap-1.8}, and what they refer to. */
    private static final Pattern OF_A_RELEASE = Pattern.compile("(jre|ee|eecap)-(1\\.\\d|base).*");

    private FelixDefaults() {}

    public static void main(String[] args) throws Exception {
        for (String jar : args[1].split(File.pathSeparator)) {
            if (Path.of(jar).getFileName().toString().startsWith("org.apache.felix.framework-")) {
                Files.createDirectories(Path.of(args[0]));
                Files.write(Path.of(args[0], NAME), needed(lines(jar)));
                return;
            }
        }
        throw new IllegalArgumentException("the class path has no org.apache.felix.framework-*.jar: " + args[1]);
    }

    private static List<String> lines(String jar) throws Exception {
        try (ZipFile file = new ZipFile(jar);
                InputStream text = file.getInputStream(file.getEntry(NAME))) {
            return new String(text.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
        }
    }

    /** A line that ends with a backslash goes on in the next one. */
    private static List<String> needed(List<String> lines) {
        List<String> needed = new ArrayList<>();
        boolean goesOn = false;
        boolean kept = true;
        for (String line : lines) {
            if (!goesOn) {
                kept = !line.isBlank()
                        && !line.startsWith("#")
                        && !OF_A_RELEASE.matcher(line).matches();
            }
            if (kept) {
                needed.add(line);
            }
            goesOn = line.endsWith("\\");
        }
        return needed;
    }
}
