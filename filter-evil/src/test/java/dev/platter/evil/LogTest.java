// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log of corrupted bits. */
class LogTest {
    private static final int SIZE = 20_000;
    private static final Pattern LINE = Pattern.compile("\\{\"time\":\"[-0-9T:.]+Z\",\"connection\":(\\d+),"
            + "\"offset\":(\\d+),\"bit\":([0-7]),\"was\":([01]),\"became\":([01])}");

    @TempDir
    private Path folder;

    /** Undoing what the log lists restores the disk. */
    @ParameterizedTest
    @ValueSource(strings = {"cosmic-rays", "stuck-bits", "stuck-wires"})
    void theLogListsExactlyTheCorruptedBits(String mode) throws IOException {
        Path log = folder.resolve("log");
        Disk disk = Given.disk(
                Fill.of(0x3c, SIZE),
                Given.filter("evil=" + mode + " evil-seed=1 evil-probability=1e-2 evil-burst=3 evil-log=" + log),
                17);
        byte[] read = Given.read(disk, 1001, SIZE - 1001);
        List<String> lines = Files.readAllLines(log);
        assertEquals(Given.difference(Given.filled(0x3c, read.length), read), lines.size());
        assertTrue(lines.size() > 300, lines.size() + " lines");
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            assertTrue(matcher.matches(), line);
            assertEquals("17", matcher.group(1));
            int at = Integer.parseInt(matcher.group(2)) - 1001;
            int bit = Integer.parseInt(matcher.group(3));
            assertEquals(Integer.parseInt(matcher.group(4)), 0x3c >> bit & 1, line);
            assertEquals(Integer.parseInt(matcher.group(5)), read[at] >> bit & 1, line);
            read[at] ^= (byte) (1 << bit);
        }
        assertEquals(0, Given.difference(Given.filled(0x3c, read.length), read));
    }

    @Test
    void aLineHasTheDocumentedForm() {
        var file = new ByteArrayOutputStream();
        var log = new EvilLog(Path.of("x"), file, InstantSource.fixed(Instant.EPOCH), System.getLogger("test"));
        try (CorruptionLog.Lines lines = log.begin(3)) {
            lines.corrupted(4096, 7, true);
        }
        assertEquals(
                "{\"time\":\"1970-01-01T00:00:00Z\",\"connection\":3,\"offset\":4096,\"bit\":7,\"was\":1,\"became\":0}\n",
                file.toString(StandardCharsets.US_ASCII));
    }

    @Test
    void aLogOnAFullDiskWarnsOnceAndReadsGoOn() {
        List<String> said = new ArrayList<>();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        var log = new EvilLog(Path.of("x"), full, InstantSource.system(), new Listener(said));
        for (int i = 0; i < 3; i++) {
            try (CorruptionLog.Lines lines = log.begin(3)) {
                lines.corrupted(4096, 7, true);
            }
        }
        assertEquals(1, said.size());
        assertTrue(said.getFirst().startsWith("evil-log=x is incomplete"), said.getFirst());
        assertTrue(said.getFirst().contains("No space left"), said.getFirst());
    }

    @Test
    void aLogThatCannotBeMadePreventsTheStart() {
        Path nowhere = folder.resolve("nowhere").resolve("log");
        String message = assertThrows(IOException.class, () -> Given.filter("evil-log=" + nowhere))
                .getMessage();
        assertEquals(
                "cannot write to evil-log=" + nowhere
                        + " (there is no such folder): choose a file that can be written to",
                message);
    }

    private record Listener(List<String> said) implements System.Logger {
        @Override
        public String getName() {
            return "listener";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            said.add(message);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... params) {
            said.add(format);
        }
    }
}
