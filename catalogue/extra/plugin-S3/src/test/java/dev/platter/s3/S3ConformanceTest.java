// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Parts of 64 KiB, most of which have no object. */
@Tag("long")
@Tag("same-in-both-modes")
class S3ConformanceTest extends PluginConformance {
    @TempDir
    private static Path folder;

    private static S3Server server;

    @BeforeAll
    static void serve() {
        server = new S3Server(folder.resolve("store"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected Subject subject() {
        Subject subject = Subject.of(S3Plugin.class);
        for (String parameter : server.parameters("disk", "size=4M")) {
            int equals = parameter.indexOf('=');
            subject = subject.with(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        return subject.with("object-size", "64K")
                .refusing("object-size", "3", "multiple")
                .refusing("endpoint-url", "nowhere", "https://");
    }
}
