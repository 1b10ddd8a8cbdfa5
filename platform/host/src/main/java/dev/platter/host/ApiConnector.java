package dev.platter.host;

import java.io.File;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;

/** Tells the framework which bundle is on the class path already: the api, and nothing else. */
final class ApiConnector implements ModuleConnector {
    private final ApiModule api;

    ApiConnector(ApiModule api) {
        this.api = api;
    }

    @Override
    public void initialize(File storage, Map<String, String> configuration) {}

    @Override
    public Optional<ConnectModule> connect(String location) {
        return location.equals(ApiModule.LOCATION) ? Optional.of(api) : Optional.empty();
    }

    @Override
    public Optional<BundleActivator> newBundleActivator() {
        return Optional.empty();
    }
}
