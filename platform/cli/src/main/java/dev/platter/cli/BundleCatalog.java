// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.host.BundleEntry;
import dev.platter.host.HostException;
import dev.platter.host.Loaded;
import dev.platter.host.PluginHost;
import java.util.List;
import java.util.function.Function;

/** The bundles of an installation. */
final class BundleCatalog implements Catalog {
    private final PluginHost host;

    private BundleCatalog(PluginHost host) {
        this.host = host;
    }

    static BundleCatalog open(Configuration configuration, Function<String, System.Logger> loggers)
            throws StartException {
        try {
            return new BundleCatalog(
                    PluginHost.openForRun(List.of(configuration.bundles()), PrivateFolder.temporary(), loggers));
        } catch (HostException e) {
            throw new StartException(e.getMessage(), e);
        }
    }

    @Override
    public Found plugin(String reference) throws StartException {
        try {
            return found(host.plugin(reference));
        } catch (HostException e) {
            throw new StartException(e.getMessage(), e);
        }
    }

    @Override
    public Found filter(String reference) throws StartException {
        try {
            return found(host.filter(reference));
        } catch (HostException e) {
            throw new StartException(e.getMessage(), e);
        }
    }

    /** Nothing is released before the host is closed: a run's members live as long as the run. */
    private static Found found(Loaded<?> loaded) {
        BundleEntry entry = loaded.entry();
        return new Found(loaded.type(), entry.version(), entry.jar().toString());
    }

    @Override
    public void close() {
        host.close();
    }
}
