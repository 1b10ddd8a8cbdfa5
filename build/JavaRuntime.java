// SPDX-License-Identifier: BSD-3-Clause
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes a Java runtime in place of an earlier one, which jlink itself refuses to replace.
 *
 * <p>Called as {@code java JavaRuntime.java FOLDER OPTIONS}; the lines of the file OPTIONS hold options of jlink, or begin with #.
 */
final class JavaRuntime {
    private JavaRuntime() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        if (Files.exists(folder)) {
            List<Path> old;
            try (Stream<Path> files = Files.walk(folder)) {
                old = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : old) {
                Files.delete(file);
            }
        }
        List<String> words = new ArrayList<>(List.of("--output", folder.toString()));
        // The launcher reads it there, since an AOT cache is good for one version of Java alone; jlink leaves it out.
        words.add("--release-info=add:JAVA_RUNTIME_VERSION=\"" + Runtime.version() + "\"");
        for (String line : Files.readAllLines(Path.of(args[1]))) {
            if (!line.startsWith("#") && !line.isBlank()) {
                words.addAll(List.of(line.split(" ")));
            }
        }
        int status = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new IllegalStateException("this JDK has no jlink"))
                .run(System.out, System.err, words.toArray(String[]::new));
        System.exit(status);
    }
}
