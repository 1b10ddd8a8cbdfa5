// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads the lines of a text file. */
final class TextFile {
    /** No realistic file of certificates or keys is larger; a device without an end must not be read for ever. */
    private static final int MOST_BYTES = 16 << 20;

    private TextFile() {}

    static List<String> lines(Path file) throws TlsException {
        if (Files.isDirectory(file)) {
            throw new TlsException(file + " is a folder, but must be a file");
        }
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new TlsException(file + " has more than " + MOST_BYTES + " bytes, the most that are read");
            }
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (NoSuchFileException e) {
            throw new TlsException(file + " does not exist: make it, or name another place", e);
        } catch (AccessDeniedException e) {
            throw new TlsException(
                    file + " cannot be read: permission denied; allow it to the user that runs the server", e);
        } catch (TlsException e) {
            throw e;
        } catch (IOException e) {
            throw new TlsException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
