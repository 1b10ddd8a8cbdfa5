// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import dev.platter.peers.Needs;
import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
@Tag("same-in-both-modes")
@Needs({"sshd", "ssh-keygen"})
class SshConformanceIT extends PluginConformance {
    @TempDir
    private static Path folder;

    private static Sshd sshd;

    @BeforeAll
    static void serve() throws Exception {
        sshd = new Sshd(folder, "ed25519");
        make("disk.img", 1_000_001);
        make("wide.img", 5_000_000_001L);
    }

    private static void make(String name, long size) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(sshd.file(name).toFile(), "rw")) {
            file.setLength(size);
        }
    }

    @AfterAll
    static void stop() {
        sshd.close();
    }

    @Override
    protected Subject subject() {
        Subject subject = Subject.of(SshPlugin.class);
        for (String parameter : sshd.parameters()) {
            subject = subject.with(
                    parameter.substring(0, parameter.indexOf('=')), parameter.substring(parameter.indexOf('=') + 1));
        }
        return subject.with("path", sshd.file("disk.img").toString())
                .wide("path", sshd.file("wide.img").toString())
                .refusing("path", sshd.file("missing.img").toString(), "missing.img")
                .refusing("port", "0", "port");
    }
}
