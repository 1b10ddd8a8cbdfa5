// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.host.BundleEntry;
import dev.platter.host.HostException;
import dev.platter.host.Inventory;
import dev.platter.host.PluginHost;
import dev.platter.host.SharedBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The bundles that lie in folders when the server starts. */
final class Installation {
    private Installation() {}

    static Inventory of(PluginHost host, List<Path> folders) throws HostException {
        List<SharedBundle> bundles = new ArrayList<>();
        for (BundleEntry entry : host.available()) {
            bundles.add(SharedBundle.inFolder(host, entry));
        }
        return new Inventory(bundles, folders);
    }
}
