// SPDX-License-Identifier: BSD-3-Clause
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Writes a hash that identifies the code of a distribution, over every file that a start depends on. An AOT cache has
 * this hash in its name, because Java accepts a cache whose jars have changed, and then runs the old code.
 *
 * <p>Called as {@code java BuildId.java OUTPUT CLASSPATH [FILE...]}.
 */
final class BuildId {
    private static final int LENGTH = 16;

    private BuildId() {}

    public static void main(String[] args) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Arrays.stream(args)
                .skip(1)
                .flatMap(files -> Arrays.stream(files.split(java.io.File.pathSeparator)))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .sorted((a, b) -> a.getFileName().compareTo(b.getFileName()))
                .forEach(file -> add(digest, file));
        Path output = Path.of(args[0]);
        Files.createDirectories(output.getParent());
        Files.writeString(output, HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH) + "\n");
    }

    private static void add(MessageDigest digest, Path file) {
        try {
            digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
