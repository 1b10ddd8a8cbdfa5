// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import dev.platter.cli.options.OptionException;
import dev.platter.seekable.ImageFile;
import dev.platter.seekable.OpenMode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** {@code platter-gzip repair}. */
record RepairCommand(Words words, PrintStream out) {
    boolean run() throws IOException, OptionException {
        try (ImageFile file = ImageFile.open(words.path(0), Formats.all(), OpenMode.JOURNALED)) {
            List<String> changes = file.image().repair();
            if (words.options().has("json")) {
                out.println(JsonText.of(Map.of("changes", changes)));
            } else {
                changes.forEach(change -> out.println(words.word(0) + ": " + change));
            }
        }
        return true;
    }
}
