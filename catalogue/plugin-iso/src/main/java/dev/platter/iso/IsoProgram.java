// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.iso;

import dev.platter.scripts.ShellCommand;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that makes an ISO 9660 image, with the options of mkisofs.
 *
 * @param word its name or path
 */
record IsoProgram(String word) {
    /** In nbdkit one of them is chosen when it is built. */
    private static final List<String> KNOWN = List.of("xorriso", "genisoimage", "mkisofs");

    /** The first known one that this system has; if it has none, the first of all, which is then reported as missing. */
    static IsoProgram usual() {
        return KNOWN.stream()
                .filter(IsoProgram::isInstalled)
                .findFirst()
                .map(IsoProgram::new)
                .orElseGet(() -> new IsoProgram(KNOWN.getFirst()));
    }

    private static boolean isInstalled(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /**
     * The command that makes an image. It makes the same one again, as long as nothing in the folders changes: clients stay connected
     * when another instance takes the place of the one that serves them.
     *
     * @param parameters further options as the shell takes them, perhaps empty
     * @param date the date of the image, unless the user's environment says another
     */
    ShellCommand command(String parameters, List<Path> folders, Instant date, Path image) {
        // See https://reproducible-builds.org/specs/source-date-epoch/.
        StringBuilder line = new StringBuilder("SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-" + date.getEpochSecond() + "} ")
                .append(ShellCommand.quoted(word));
        if (word.contains("xorriso")) {
            line.append(" -as mkisofs");
        }
        line.append(" -quiet ").append(parameters);
        folders.forEach(folder -> line.append(' ').append(ShellCommand.quoted(folder.toString())));
        return new ShellCommand(
                word,
                line.append(" >").append(ShellCommand.quoted(image.toString())).toString());
    }
}
