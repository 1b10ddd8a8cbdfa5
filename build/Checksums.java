// SPDX-License-Identifier: BSD-3-Clause
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the SHA-256 of the files that a distribution's commands are made of, as sha256sum(1) does: a start that fails compares
 * them, and names the file that is damaged.
 *
 * <p>Called as {@code java Checksums.java HOME OUTPUT FOLDER...}; the FOLDERs are below HOME, to which the names in OUTPUT are relative.
 */
final class Checksums {
    private Checksums() {}

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        Path output = Path.of(args[1]);
        Files.createDirectories(output.getParent());
        Files.deleteIfExists(output);
        StringBuilder lines = new StringBuilder();
        for (String folder : Arrays.asList(args).subList(2, args.length)) {
            for (Path file : files(home.resolve(folder))) {
                lines.append(hash(file)).append("  ").append(name(home, file)).append('\n');
            }
        }
        Files.writeString(output, lines);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String hash(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static String name(Path home, Path file) {
        return home.relativize(file).toString().replace('\\', '/');
    }
}
