// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.offset;

import dev.platter.api.Disk;
import dev.platter.api.parameters.Size;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.util.Optional;

/** A disk as the filter shows it. */
final class Filtered {
    private Filtered() {}

    static Disk from(Disk disk, String offset) throws IOException {
        return open(disk, new OffsetFilter.Config(Size.parse(offset), Optional.empty()));
    }

    static Disk from(Disk disk, String offset, String range) throws IOException {
        return open(disk, new OffsetFilter.Config(Size.parse(offset), Optional.of(Size.parse(range))));
    }

    private static Disk open(Disk disk, OffsetFilter.Config config) throws IOException {
        return new OffsetFilter(config).open(new TestOpener(disk), TestClient.anybody());
    }
}
