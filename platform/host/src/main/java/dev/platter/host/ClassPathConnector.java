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
 * Tells the framework which parts of the class path plugins may see: the api always, JNA and the client once a bundle imports
 * them.
 *
 * <p>All bundles of a process share one JNA with one native library. If each bundle embedded its own JNA, each would unpack and
 * load a native library, and bundles could not exchange pointers. Most runs need neither, and then they cost nothing: their jars
 * are not opened, and none of their classes is loaded. The client is found by name, since nothing here uses it.
 */
final class ClassPathConnector implements ModuleConnector {
    private static final String API = "platter:api";
    private static final String JNA = "platter:jna";
    private static final String CLIENT = "platter:client";
    private static final String CLASS_OF_CLIENT = "dev.platter.client.NbdDisk";

    /** How an import begins, and the location of what is then shown. */
    private static final Map<String, String> SHOWN_IF_IMPORTED = Map.of(
            "(" + PackageNamespace.PACKAGE_NAMESPACE + "=com.sun.jna", JNA,
            "(" + PackageNamespace.PACKAGE_NAMESPACE + "=dev.platter.client)", CLIENT);

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

    /** Shows what else a bundle, installed but not started yet, imports. What is shown already stays as it is. */
    static void showFor(Bundle bundle, BundleContext context) throws BundleException {
        for (BundleRequirement requirement :
                bundle.adapt(BundleRevision.class).getDeclaredRequirements(PackageNamespace.PACKAGE_NAMESPACE)) {
            String filter = requirement.getDirectives().getOrDefault("filter", "");
            for (Map.Entry<String, String> shown : SHOWN_IF_IMPORTED.entrySet()) {
                if (filter.contains(shown.getKey())) {
                    context.installBundle(shown.getValue());
                }
            }
        }
    }

    @Override
    public void initialize(File storage, Map<String, String> configuration) {}

    @Override
    public Optional<ConnectModule> connect(String location) throws BundleException {
        return switch (location) {
            case API -> Optional.of(api);
            case JNA -> Optional.of(module("JNA", Native.class));
            case CLIENT -> Optional.of(module("the client", client()));
            default -> Optional.empty();
        };
    }

    private static ConnectModule module(String what, Class<?> member) throws BundleException {
        try {
            return ClassPathModule.read(what, member);
        } catch (RefusedException e) {
            throw new BundleException(e.getMessage(), e);
        }
    }

    private static Class<?> client() throws BundleException {
        try {
            return Class.forName(CLASS_OF_CLIENT, false, ClassPathConnector.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new BundleException(
                    "the bundle needs the client, dev.platter.client, which is not on the class path: add"
                            + " platter-client",
                    e);
        }
    }

    @Override
    public Optional<BundleActivator> newBundleActivator() {
        return Optional.empty();
    }
}
