// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.readonly;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A disk as the filter shows it. */
final class Filtered {
    private Filtered() {}

    static AsyncDisk always(Disk behind) throws IOException {
        return always(new TestOpener(behind));
    }

    static AsyncDisk always(TestOpener behind) throws IOException {
        return opened(behind, Optional.empty());
    }

    static AsyncDisk whileThereIs(Path file, Disk behind) throws IOException {
        return opened(new TestOpener(behind), Optional.of(file));
    }

    private static AsyncDisk opened(TestOpener behind, Optional<Path> file) throws IOException {
        return (AsyncDisk) new ReadOnlyFilter(new ReadOnlyFilter.Config(file)).open(behind, TestClient.anybody());
    }
}
