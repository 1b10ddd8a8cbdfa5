// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ondemand;

import dev.platter.api.Client;
import dev.platter.api.Registration;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Makes the file of a new disk with a script for the shell.
 *
 * @param script what it runs
 * @param variables what the script knows besides {@code $disk}
 */
record DiskCommand(String script, Map<String, String> variables) {
    private static final String SHELL = "/bin/sh";

    /** Makes a sparse file and a file system in it. A user's PATH may lack the folder of mkfs. */
    static final String MKFS = """
        set -e
        PATH="$PATH:/usr/sbin:/sbin"
        truncate -s "$size" "$disk"
        case "${type:=ext4}" in
          ext?) mkfs -t "$type" -F ${label:+-L "$label"} "$disk" ;;
          *fat | msdos) mkfs -t "$type" -I ${label:+-n "$label"} "$disk" ;;
          ntfs) mkfs -t "$type" -Q -F ${label:+-L "$label"} "$disk" ;;
          btrfs | xfs) mkfs -t "$type" -f ${label:+-L "$label"} "$disk" ;;
          *) mkfs -t "$type" ${label:+-L "$label"} "$disk" ;;
        esac
        """;

    /**
     * Checks that there is a shell.
     *
     * @throws IOException if there is none
     */
    void check() throws IOException {
        if (!Files.isExecutable(Path.of(SHELL))) {
            throw new IOException("disks are made by " + SHELL + ", which this system does not have");
        }
    }

    /**
     * Makes a disk. If the script fails, what it has made is deleted, and the next client tries again.
     *
     * @param disk the file, which does not exist
     * @param client for whom; if it leaves, the script is ended
     * @throws IOException if the script fails, or has made no file
     */
    void make(Path disk, Client client) throws IOException {
        boolean made = false;
        try {
            run(disk, client);
            if (!Files.exists(disk)) {
                throw new IOException("the command has ended with success, but has not made " + disk);
            }
            made = true;
        } finally {
            if (!made) {
                Files.deleteIfExists(disk);
            }
        }
    }

    private void run(Path disk, Client client) throws IOException {
        Process shell = new ProcessBuilder(SHELL, "-c", whole(disk))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start();
        try (Registration _ = client.whenGone(() -> kill(shell))) {
            int status = shell.waitFor();
            if (status != 0) {
                throw new IOException("the command that makes " + disk + " "
                        + (status > 128 ? "was killed by signal " + (status - 128) : "exited with code " + status));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + disk + " was made", e);
        } finally {
            kill(shell);
        }
    }

    private static void kill(Process shell) {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
    }

    private String whole(Path disk) {
        StringBuilder whole = new StringBuilder("disk=" + quoted(disk.toString()) + "\n");
        variables.forEach((key, value) ->
                whole.append(key).append('=').append(quoted(value)).append('\n'));
        return whole + script;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
