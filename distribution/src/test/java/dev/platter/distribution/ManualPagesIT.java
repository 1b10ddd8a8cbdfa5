package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the build made of the manual pages pleases the program that will show them. */
final class ManualPagesIT {
    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target", "manual", "man1"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isShownWithoutAWarning(Path page) throws Exception {
        Process groff = groff(page);
        String warnings = new String(groff.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("", warnings);
        assertEquals(0, groff.waitFor());
    }

    private static Process groff(Path page) {
        try {
            return new ProcessBuilder("groff", "-man", "-Tutf8", "-ww", page.toString())
                    .redirectOutput(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return abort("groff cannot be started; it is in Debian's package groff-base: " + e.getMessage());
        }
    }
}
