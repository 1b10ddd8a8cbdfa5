// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import com.sun.jna.Native;
import dev.platter.api.Plugin;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Tells the framework which parts of the class path plugins may see: the api always, and JNA once a bundle imports it.
 *
 * <p>All bundles of a process share one JNA with one native library. If each bundle embedded its own JNA, each would unpack and
 * load a native library, and bundles could not exchange pointers. Most runs do not need JNA, and then it costs nothing: its jar
 * is not opened, and none of its classes is loaded.
 */
final class ClassPathConnector implements ModuleConnector {
    private static final String API = "platter:api";
    private static final String JNA = "platter:jna";
    private static final String IMPORT_OF_JNA = "(" + PackageNamespace.PACKAGE_NAMESPACE + "=com.sun.jna";

    private final ClassPathModule api;

    private ClassPathConnector(ClassPathModule api) {
        this.api = api;
    }

    /**
     * Finds the api on the class path.
     *
     * @throws RefusedException if the api is not on the class path as a bundle
     */
    static ClassPathConnector create() throws RefusedException {
        return new ClassPathConnector(ClassPathModule.read("the api", Plugin.class));
    }

    /** The names of the api's packages. */
    List<String> apiPackages() {
        return api.packages();
    }

    /** Shows the api, which every plugin needs. */
    static void show(BundleContext context) throws BundleException {
        context.installBundle(API);
    }

    /** Shows JNA too if a bundle, installed but not started yet, imports it. Does nothing the second time. */
    static void showFor(Bundle bundle, BundleContext context) throws BundleException {
        for (BundleRequirement requirement :
                bundle.adapt(BundleRevision.class).getDeclaredRequirements(PackageNamespace.PACKAGE_NAMESPACE)) {
            if (requirement.getDirectives().getOrDefault("filter", "").contains(IMPORT_OF_JNA)) {
                context.installBundle(JNA);
                return;
            }
        }
    }

    @Override
    public void initialize(File storage, Map<String, String> configuration) {}

    @Override
    public Optional<ConnectModule> connect(String location) throws BundleException {
        return switch (location) {
            case API -> Optional.of(api);
            case JNA -> Optional.of(jna());
            default -> Optional.empty();
        };
    }

    private static ConnectModule jna() throws BundleException {
        try {
            return ClassPathModule.read("JNA", Native.class);
        } catch (RefusedException e) {
            throw new BundleException(e.getMessage(), e);
        }
    }

    @Override
    public Optional<BundleActivator> newBundleActivator() {
        return Optional.empty();
    }
}
