// SPDX-License-Identifier: BSD-3-Clause
import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Checks that every source file is formatted and names its licence, or makes it so:
 * {@code java Format.java check|apply VERSION ROOT MEMORY}.
 *
 * <p>The usual Maven plugins run the formatter inside Maven, where it would parse Java 25 with the javac of Maven's own
 * JDK. This program runs on the JDK that the build selected. The file MEMORY has the hash of every file that was found
 * formatted, so that a build without changes does not even load the formatter.
 */
final class Format {
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", "archetype-resources", "released");

    /** The first line of every source file. */
    private static final String LICENCE = "// SPDX-License-Identifier: BSD-3-Clause\n";

    public static void main(String[] args) throws Exception {
        boolean apply = switch (args[0]) {
            case "apply" -> true;
            case "check" -> false;
            default -> throw new IllegalArgumentException("format is check or apply, not " + args[0]);
        };
        String version = args[1];
        Path root = Path.of(args[2]).toRealPath();
        Path memory = Path.of(args[3]);
        Set<String> known = Files.exists(memory) ? new HashSet<>(Files.readAllLines(memory)) : Set.of();
        Set<String> formatted = new ConcurrentSkipListSet<>();
        Set<String> complaints = new ConcurrentSkipListSet<>();

        sources(root).parallelStream().forEach(file -> {
            String name = root.relativize(file).toString();
            try {
                String before = Files.readString(file);
                String hash = hash(version, before);
                if (!known.contains(hash)) {
                    String after = Palantir.format(before.startsWith(LICENCE) ? before : LICENCE + before);
                    if (!after.equals(before) && !apply) {
                        complaints.add(name
                                + (before.startsWith(LICENCE)
                                        ? ": is not formatted"
                                        : ": does not begin with " + LICENCE.strip()));
                        return;
                    } else if (!after.equals(before)) {
                        Files.writeString(file, after);
                        System.out.println("formatted " + name);
                        hash = hash(version, after);
                    }
                }
                formatted.add(hash);
            } catch (FormatterException e) {
                e.diagnostics()
                        .forEach(d ->
                                complaints.add(name + ":" + d.line() + ":" + d.column() + ": " + hint(d.message())));
            } catch (IOException e) {
                complaints.add(name + ": " + e);
            }
        });

        Files.createDirectories(memory.toAbsolutePath().getParent());
        Files.write(memory, formatted);
        if (!complaints.isEmpty()) {
            complaints.forEach(System.err::println);
            System.err.println("Format with: mvn validate -Dformat=apply");
            System.exit(1);
        }
    }

    /** The formatter's own message names the token that it expected, and does not tell what it cannot parse. */
    private static String hint(String message) {
        return message.contains("expected token: '_'") || message.contains("expected token: 'module'")
                ? message
                        + " (the formatter understands neither a bare _ inside a record pattern, so write `var _`, nor"
                        + " import module)"
                : message;
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean skip = !folder.equals(root) && (name.startsWith(".") || NOT_OURS.contains(name));
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) sources.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }

    private static String hash(String version, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(version.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Separate, so that it is loaded only if there is something to format. */
    private static final class Palantir {
        private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(Style.PALANTIR)
                .formatJavadoc(false)
                .build());

        static String format(String source) throws FormatterException {
            return FORMATTER.formatSourceAndFixImports(source);
        }
    }
}
