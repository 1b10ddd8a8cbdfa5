// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads what the data refers to. */
final class Outside {
    /** So much is read of what has no end, before it is refused. */
    private static final int MOST = 1 << 30;

    /**
     * The contents of a file.
     *
     * @param needed how many bytes suffice
     */
    Content file(String name, long needed) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            return read(in, needed, name);
        } catch (NoSuchFileException e) {
            throw new IOException(name + ": No such file or directory", e);
        } catch (InvalidPathException e) {
            throw new IOException(name + ": " + e.getReason(), e);
        }
    }

    /**
     * What a script prints. One that prints more than is needed is ended.
     *
     * @param needed how many bytes suffice
     */
    Content script(String text, long needed) throws IOException {
        Process shell = new ProcessBuilder("/bin/sh", "-c", text)
                .redirectInput(Redirect.from(new java.io.File("/dev/null")))
                .redirectError(Redirect.INHERIT)
                .start();
        try (InputStream in = shell.getInputStream()) {
            Blob printed = read(in, needed, "<(...)");
            if (printed.length() == needed) {
                return printed;
            }
            int status = shell.waitFor();
            if (status != 0) {
                throw new IOException("external command failed with status " + status + ": " + text.strip());
            }
            return printed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a script ran", e);
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
    }

    private static Blob read(InputStream in, long needed, String what) throws IOException {
        byte[] bytes = in.readNBytes((int) Math.min(needed, MOST));
        if (bytes.length == MOST && needed > MOST && in.read() >= 0) {
            throw new IOException(
                    what + " has more than " + MOST + " bytes: write " + what + "[:LENGTH] for its beginning");
        }
        return new Blob(bytes);
    }
}
