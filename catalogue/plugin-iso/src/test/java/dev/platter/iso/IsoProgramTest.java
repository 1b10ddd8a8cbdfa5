// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.iso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.parameters.ParameterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command lines of programs. */
class IsoProgramTest {
    private static final Instant DATE = Instant.ofEpochSecond(86_400);

    @TempDir
    Path folder;

    private String command(String program) {
        return new IsoProgram(program)
                .command("-V 'a b'", List.of(Path.of("/one"), Path.of("/it's")), DATE, Path.of("/image"))
                .script();
    }

    @Test
    void xorrisoIsToldToActLikeMkisofs() {
        assertEquals(
                "SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-86400} '/usr/bin/xorriso' -as mkisofs -quiet -V 'a b' '/one'"
                        + " '/it'\\''s' >'/image'",
                command("/usr/bin/xorriso"));
        assertEquals(
                "SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-86400} 'mkisofs' -quiet -V 'a b' '/one' '/it'\\''s' >'/image'",
                command("mkisofs"));
    }

    /** What a program gets, and that what it prints is the image. */
    @Test
    void whatAProgramPrintsIsTheImage() throws IOException {
        Path program = Files.writeString(folder.resolve("print-words"), "#!/bin/sh\nprintf '[%s]' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Path image = folder.resolve("image");
        new IsoProgram(program.toString())
                .command("-V 'a b'", List.of(folder), DATE, image)
                .run(folder, Optional.empty());
        assertEquals("[-quiet][-V][a b][" + folder + "]", Files.readString(image));
    }

    /** Else an image would differ from the one that was made a second before. */
    @Test
    void theDateIsThatOfTheNewestFile() throws IOException {
        Path below = Files.createDirectory(folder.resolve("below"));
        Path newest = Files.writeString(below.resolve("newest"), "");
        Path oldest = Files.writeString(folder.resolve("oldest"), "");
        Files.setLastModifiedTime(newest, FileTime.from(DATE));
        for (Path older : List.of(oldest, below, folder)) {
            Files.setLastModifiedTime(older, FileTime.from(DATE.minusSeconds(1)));
        }
        assertEquals(DATE, NewestFile.in(List.of(folder)));
    }

    @Test
    void aFolderIsNeeded() {
        assertThrows(ParameterException.class, () -> new IsoPlugin.Config(List.of(), "", Optional.empty()));
    }
}
