// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.framework.connect.ConnectFrameworkFactory;
import org.osgi.framework.launch.Framework;

/**
 * Creates frameworks for Platter. They use OSGi Connect, which shows jars of the server as bundles while they stay on the class
 * path. Apart from these, bundles see only the JDK.
 */
final class FelixFramework {
    /** The factory is loaded by name: a search for the service would open every jar of the class path at each start. */
    private static final String FACTORY = "org.apache.felix.framework.FrameworkFactory";

    /**
     * The classes whose initialization takes long, in the order in which a framework needs them. They read Felix's defaults, look over
     * all modules of the JDK, and search every jar of the class path for services.
     */
    private static final List<String> SLOW = List.of(
            "org.apache.felix.framework.Felix",
            "org.apache.felix.framework.util.Util",
            "org.osgi.framework.FrameworkUtil",
            "org.apache.felix.framework.URLHandlers");

    private FelixFramework() {}

    /** Loads what takes Felix longest when a framework is created. */
    static void preload() {
        try {
            for (String name : SLOW) {
                Class.forName(name);
            }
        } catch (ClassNotFoundException e) {
            // Another version of Felix has other classes. Nothing is lost but time.
        }
    }

    /**
     * Creates a framework that is not started yet.
     *
     * @param settings the storage folder, and settings that this class does not decide
     * @param classPath the parts of the class path to show
     */
    static Framework create(Map<String, String> settings, ClassPathConnector classPath) throws RefusedException {
        Map<String, String> configuration = new HashMap<>(settings);
        // One jar may be loaded twice, and a new build of a version may run beside the old one.
        configuration.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        // The parent of a bundle's loader has exactly the JDK; the default parent lacks java.sql and similar packages.
        configuration.put(Constants.FRAMEWORK_BUNDLE_PARENT, Constants.FRAMEWORK_BUNDLE_PARENT_EXT);
        // By default Felix shows the class path to a bundle if it guesses that the caller is not a bundle.
        configuration.put("felix.bootdelegation.implicit", "false");
        // Failures arrive as exceptions; Felix would also print them to standard output.
        configuration.put("felix.log.level", "0");
        // The storage belongs to this host alone, and the JVM-wide URL factory must not be replaced.
        configuration.put("felix.cache.locking", "false");
        configuration.put("felix.service.urlhandlers", "false");
        // Resolving a few bundles takes less time than starting threads for it.
        configuration.put("felix.resolver.parallelism", "1");
        return factory().newFramework(configuration, classPath);
    }

    private static ConnectFrameworkFactory factory() throws RefusedException {
        try {
            return Class.forName(FACTORY)
                    .asSubclass(ConnectFrameworkFactory.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new RefusedException("there is no OSGi framework: put Apache Felix on the class path", e);
        }
    }
}
