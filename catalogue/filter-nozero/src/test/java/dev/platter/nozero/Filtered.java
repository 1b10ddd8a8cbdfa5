// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nozero;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.util.Locale;

/** A disk as the filter shows it. */
final class Filtered {
    private Filtered() {}

    static AsyncDisk disk(Disk behind, String zeromode, String fastzeromode) throws IOException {
        return disk(behind, zeromode, fastzeromode, TestClient.anybody());
    }

    static AsyncDisk disk(Disk behind, String zeromode, String fastzeromode, Client client) throws IOException {
        NoZeroFilter.Config config = new NoZeroFilter.Config(
                ZeroMode.valueOf(zeromode.toUpperCase(Locale.ROOT)),
                FastZeroMode.valueOf(fastzeromode.toUpperCase(Locale.ROOT)));
        return (AsyncDisk) new NoZeroFilter(config).open(new TestOpener(behind), client);
    }
}
