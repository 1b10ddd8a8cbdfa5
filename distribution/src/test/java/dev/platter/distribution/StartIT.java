// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start pays only for what the run needs. */
class StartIT {
    @TempDir
    Path folder;

    @Test
    void noClassOfJnaIsLoadedUnlessABundleImportsIt() throws IOException, InterruptedException {
        Tarball tarball = Tarball.unpack(folder);
        Path log = folder.resolve("classes");
        Path options = tarball.home().resolve("etc").resolve("jvm.options");
        Files.writeString(options, "\n-Xlog:class+load:file=" + log + "\n", StandardOpenOption.APPEND);
        ProcessBuilder platter =
                new ProcessBuilder(tarball.command("platter").toString(), "-U", "-", "null", "1M", "--run", "true");
        platter.environment().put("PLATTER_AOT", "off");
        Process process = platter.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        List<String> loaded = Files.readAllLines(log);
        assertTrue(
                loaded.stream().anyMatch(line -> line.contains(" dev.platter.host.Bundles ")), "nothing is in the log");
        assertEquals(
                List.of(),
                loaded.stream().filter(line -> line.contains(" com.sun.jna.")).toList());
    }
}
