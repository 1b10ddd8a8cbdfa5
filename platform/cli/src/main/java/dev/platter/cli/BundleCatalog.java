package dev.platter.cli;

import dev.platter.host.BundleEntry;
import dev.platter.host.HostException;
import dev.platter.host.Loaded;
import dev.platter.host.PluginHost;
import java.io.IOException;
import java.util.List;

/** The bundles of an installation. */
final class BundleCatalog implements Catalog {
    private final PluginHost host;
    private final PrivateFolder copies;

    private BundleCatalog(PluginHost host, PrivateFolder copies) {
        this.host = host;
        this.copies = copies;
    }

    static BundleCatalog open(Configuration configuration) throws StartException {
        PrivateFolder copies = PrivateFolder.create();
        try {
            return new BundleCatalog(PluginHost.open(List.of(configuration.bundles()), copies.path()), copies);
        } catch (HostException e) {
            StartException failure = new StartException(e.getMessage(), e);
            try {
                copies.close();
            } catch (IOException suppressed) {
                failure.addSuppressed(suppressed);
            }
            throw failure;
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
    public void close() throws IOException {
        host.close();
        copies.close();
    }
}
