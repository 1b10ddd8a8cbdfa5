// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocksizepolicy;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.parameters.Size;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.util.Optional;

/** A disk as the filter shows it. Sizes are written as on a command line; an empty one is not given. */
final class Filtered {
    private Filtered() {}

    static BlockSizePolicyFilter.Config config(
            ErrorPolicy policy, String minimum, String preferred, String maximum, String disconnect) {
        return new BlockSizePolicyFilter.Config(
                policy, size(minimum), size(preferred), size(maximum), size(disconnect));
    }

    static AsyncDisk disk(Disk behind, BlockSizePolicyFilter.Config config) throws IOException {
        return disk(behind, config, TestClient.anybody());
    }

    static AsyncDisk disk(Disk behind, BlockSizePolicyFilter.Config config, Client client) throws IOException {
        return (AsyncDisk) new BlockSizePolicyFilter(config).open(new TestOpener(behind), client);
    }

    private static Optional<Size> size(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Size.parse(text));
    }
}
