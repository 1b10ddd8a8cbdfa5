// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.framework.connect.ConnectFrameworkFactory;
import org.osgi.framework.launch.Framework;

/**
 * The framework as Platter wants it: behind OSGi Connect, so that the server's own jars can be shown as bundles while
 * they stay on the class path, and with nothing to see beyond those but the JDK.
 */
final class FelixFramework {
    /** By its name: a search for the service would open every jar of the class path at each start. */
    private static final String FACTORY = "org.apache.felix.framework.FrameworkFactory";

    private FelixFramework() {}

    /**
     * Makes a framework that is not started yet.
     *
     * @param settings where the storage is, and whatever is not decided here
     * @param classPath what of the class path is shown
     */
    static Framework create(Map<String, String> settings, ClassPathConnector classPath) throws RefusedException {
        Map<String, String> configuration = new HashMap<>(settings);
        // One jar may be loaded twice, and a new build of a version stands beside the old one.
        configuration.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        // The parent of a bundle's loader has the JDK alone; the default is a loader without java.sql and its like.
        configuration.put(Constants.FRAMEWORK_BUNDLE_PARENT, Constants.FRAMEWORK_BUNDLE_PARENT_EXT);
        // Felix would let a bundle see the class path where it guesses that the caller is no bundle.
        configuration.put("felix.bootdelegation.implicit", "false");
        // What goes wrong comes as an exception; Felix would print it to standard output besides.
        configuration.put("felix.log.level", "0");
        // The storage is ours alone, and a JVM-wide factory for URLs is nobody's business here.
        configuration.put("felix.cache.locking", "false");
        configuration.put("felix.service.urlhandlers", "false");
        // A handful of bundles is resolved sooner than threads are started for it.
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
