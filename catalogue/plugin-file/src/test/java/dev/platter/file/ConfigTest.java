// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.parameters.ParameterException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigTest {
    private static ParameterException refused(
            Optional<Path> file, Optional<Path> dir, Optional<Integer> fd, Optional<Integer> dirfd) {
        return assertThrows(ParameterException.class, () -> FileAccess.config(file, dir, fd, dirfd));
    }

    @Test
    void aMissingSourceIsRefused() {
        ParameterException refused = refused(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        assertEquals("what to serve is missing: write a file name, file=, dir=, fd= or dirfd=", refused.getMessage());
    }

    @Test
    void aSecondSourceIsRefused() {
        Path path = Path.of("disk.img").toAbsolutePath();
        ParameterException refused = refused(Optional.of(path), Optional.empty(), Optional.empty(), Optional.of(5));

        assertEquals("dirfd", refused.key());
        assertEquals("cannot be given together with file=: choose one of them", refused.getMessage());
        assertEquals(
                "cannot be given together with dir=: choose one of them",
                refused(Optional.empty(), Optional.of(path), Optional.of(4), Optional.empty())
                        .getMessage());
    }
}
