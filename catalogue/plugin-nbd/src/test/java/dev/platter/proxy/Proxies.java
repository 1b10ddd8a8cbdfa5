// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import dev.platter.client.NbdUri;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Plugins as a command line makes them. */
final class Proxies {
    private Proxies() {}

    static ProxyPlugin of(NbdUri uri, boolean shared, int retry) {
        return new ProxyPlugin(config(Optional.of(uri), Optional.empty(), Optional.empty(), false, shared, retry));
    }

    static ProxyPlugin dynamic(NbdUri uri) {
        return new ProxyPlugin(config(Optional.of(uri), Optional.empty(), Optional.empty(), true, false, 0));
    }

    static ProxyPlugin.Config config(
            Optional<NbdUri> uri,
            Optional<String> hostname,
            Optional<String> export,
            boolean dynamicExport,
            boolean shared,
            int retry) {
        return new ProxyPlugin.Config(
                uri,
                Optional.<Path>empty(),
                hostname,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                export,
                dynamicExport,
                retry,
                shared ? Optional.of(true) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
