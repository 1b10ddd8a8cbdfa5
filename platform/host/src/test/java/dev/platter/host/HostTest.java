// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The base of tests with a real host, whose folder is empty at first. */
abstract class HostTest {
    static final Class<?>[] SEVENS = {Fixture.Sevens.class, Fixture.SevensDisk.class};

    /** How long the collection of a class loader may take on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path temporary;

    Path folder;
    PluginHost host;

    @BeforeEach
    void open() throws IOException, RefusedException {
        folder = Files.createDirectory(temporary.resolve("bundles"));
        host = PluginHost.open(List.of(folder), temporary.resolve("cache"), System::getLogger);
    }

    @AfterEach
    void close() {
        host.close();
    }
}
