// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.iso;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;

@Needs("xorriso")
class IsoConformanceIT extends PluginConformance {
    @TempDir
    private Path folder;

    @Override
    protected Subject subject() {
        byte[] content = new byte[500_000];
        new Random(1).nextBytes(content);
        String peer = Peer.require("xorriso").commandLine().stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        try {
            Path files = Files.createDirectories(folder.resolve("files"));
            Files.write(files.resolve("file.bin"), content);
            Path program = Files.writeString(folder.resolve("xorriso"), "#!/bin/sh\nexec " + peer + " \"$@\"\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
            return Subject.of(IsoPlugin.class)
                    .with("dir", files.toString())
                    .with("params", "-Jr")
                    .with("prog", program.toString())
                    .that(Trait.FIXED_CONTENT)
                    .refusing("dir", "/no/such/folder", "/no/such/folder")
                    .refusing("prog", "no-such-program", "no-such-program")
                    .refusing("params", "-nonsense", "-nonsense");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
