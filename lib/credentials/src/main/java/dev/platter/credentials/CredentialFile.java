// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.credentials;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A text file of certificates or keys. */
public final class CredentialFile {
    /** No realistic file of certificates or keys is larger; a device without an end must not be read for ever. */
    private static final int MOST_BYTES = 16 << 20;

    private CredentialFile() {}

    /**
     * Reads the lines of a file.
     *
     * @param file the file to read, in UTF-8
     * @return its lines
     * @throws CredentialException if the file does not exist, cannot be read, or is larger than 16 MiB
     */
    public static List<String> lines(Path file) throws CredentialException {
        if (Files.isDirectory(file)) {
            throw new CredentialException(file + " is a folder, but must be a file");
        }
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new CredentialException(file + " has more than " + MOST_BYTES + " bytes, the most that are read");
            }
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (NoSuchFileException e) {
            throw new CredentialException(file + " does not exist: make it, or name another place", e);
        } catch (AccessDeniedException e) {
            throw new CredentialException(
                    file + " cannot be read: permission denied; allow it to the user that runs the server", e);
        } catch (CredentialException e) {
            throw e;
        } catch (IOException e) {
            throw new CredentialException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
