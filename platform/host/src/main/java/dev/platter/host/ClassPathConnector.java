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
 * Tells the framework what of the class path plugins may see: the api always, and JNA from the moment that somebody
 * imports it.
 *
 * <p>There is one JNA in a process, as there is one native half of it: bundles that brought their own would each unpack
 * and load that, and could not pass each other a pointer. But most runs need none, and those pay nothing: their JNA is
 * not opened, and no class of it is loaded.
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
     * Looks at the class path.
     *
     * @throws RefusedException if the api is not there as a bundle
     */
    static ClassPathConnector create() throws RefusedException {
        return new ClassPathConnector(ClassPathModule.read("the api", Plugin.class));
    }

    /** The names of the api's packages. */
    List<String> apiPackages() {
        return api.packages();
    }

    /** Shows what every plugin needs. */
    static void show(BundleContext context) throws BundleException {
        context.installBundle(API);
    }

    /** Shows besides what a bundle asks for that is installed and not started yet. Does nothing the second time. */
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
