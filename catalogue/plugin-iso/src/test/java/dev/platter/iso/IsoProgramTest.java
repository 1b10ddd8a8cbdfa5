// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.iso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.parameters.ParameterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command lines of programs. */
class IsoProgramTest {
    @TempDir
    Path folder;

    private String command(String program) {
        return new IsoProgram(program)
                .command("-V 'a b'", List.of(Path.of("/one"), Path.of("/it's")), Path.of("/image"))
                .script();
    }

    @Test
    void xorrisoIsToldToActLikeMkisofs() {
        assertEquals(
                "'/usr/bin/xorriso' -as mkisofs -quiet -V 'a b' '/one' '/it'\\''s' >'/image'",
                command("/usr/bin/xorriso"));
        assertEquals("'mkisofs' -quiet -V 'a b' '/one' '/it'\\''s' >'/image'", command("mkisofs"));
    }

    /** What a program gets, and that what it prints is the image. */
    @Test
    void whatAProgramPrintsIsTheImage() throws IOException {
        Path program = Files.writeString(folder.resolve("print-words"), "#!/bin/sh\nprintf '[%s]' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Path image = folder.resolve("image");
        new IsoProgram(program.toString())
                .command("-V 'a b'", List.of(folder), image)
                .run(folder, Optional.empty());
        assertEquals("[-quiet][-V][a b][" + folder + "]", Files.readString(image));
    }

    @Test
    void aFolderIsNeeded() {
        assertThrows(ParameterException.class, () -> new IsoPlugin.Config(List.of(), "", Optional.empty()));
    }
}
