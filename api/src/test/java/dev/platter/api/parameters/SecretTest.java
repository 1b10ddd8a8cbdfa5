// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTest {
    private static final Path HERE = Path.of("");

    @Test
    void aPlainTextIsTheSecretItself() throws IOException {
        assertEquals("se=cret+-", Secret.parse("se=cret+-", HERE).reveal());
        assertEquals("", Secret.parse("", HERE).reveal());
    }

    @Test
    void aFileGivesItsFirstLine(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("pw"), "secret\nmore\n");
        assertEquals("secret", Secret.parse("+pw", folder).reveal());
        assertEquals("secret", Secret.parse("+" + folder.resolve("pw"), HERE).reveal());
        Files.writeString(folder.resolve("pw"), "");
        assertEquals("", Secret.parse("+pw", folder).reveal());
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        Secret secret = Secret.parse("+pw", folder);
        assertEquals(
                folder.resolve("pw").toString(),
                assertThrows(NoSuchFileException.class, secret::reveal).getFile());
    }

    @Test
    void theUserIsAskedOnlyWhenTheSecretIsRevealed() {
        assertTrue(Secret.parse("-", HERE).isAskedFor());
        assertFalse(Secret.parse("+x", HERE).isAskedFor());
        assertFalse(Secret.parse("x", HERE).isAskedFor());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDescriptorGivesTheSecret(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pw");
        Files.writeString(file, "secret\n");
        try (var open = Files.newInputStream(file)) {
            assertTrue(open.available() > 0);
            assertEquals("secret", Secret.parse("-" + descriptorOf(file), HERE).reveal());
        }
    }

    private static String descriptorOf(Path file) throws IOException {
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    if (Files.isSameFile(descriptor, file)) {
                        return descriptor.getFileName().toString();
                    }
                } catch (NoSuchFileException e) {
                    // It belongs to another test, which has closed it, or refers to no file.
                    continue;
                }
            }
        }
        throw new IOException(file + " is not open");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-hush | begins with - names a file descriptor by its number",
                "-2 | cannot use password -FD for stdin/stdout/stderr: use a descriptor from 3 on, not 2",
                "--1 | use a descriptor from 3 on, not -1",
                "+ | write a file name after the +"
            })
    void anInvalidTextIsRefusedWithoutRepeatingIt(String text, String sentence) {
        String message = assertThrows(IllegalArgumentException.class, () -> Secret.parse(text, HERE))
                .getMessage();
        assertTrue(message.contains(sentence), message);
        assertFalse(message.contains("hush"), message);
    }

    @Test
    void toStringDoesNotShowTheSecret() {
        assertEquals("***", Secret.parse("hush", HERE).toString());
    }
}
