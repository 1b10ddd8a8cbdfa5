// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleReference;
import org.osgi.framework.ServiceReference;

/**
 * Where {@link System#getLogger} leads: for code of a bundle to the log of the server that has loaded it, otherwise to
 * {@code java.util.logging}, as in any Java program. Java makes one when somebody asks for a logger first, which a
 * plain start does not do.
 *
 * <p>It has no state, since a process may have several servers: the module that asks leads to its class loader, that to
 * its bundle, and the framework of that one has the server's loggers as a service.
 */
public final class BundleLoggerFinder extends System.LoggerFinder {
    /** Found by its public name, as every service. */
    public BundleLoggerFinder() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        if (module.getClassLoader() instanceof BundleReference loader) {
            Bundle bundle = loader.getBundle();
            Function<String, System.Logger> loggers = loggers(bundle);
            if (loggers != null) {
                return BundleLogger.of(loggers.apply(Bundles.nameOf(bundle)));
            }
        }
        return isOfJava(module) ? new QuietLogger(name) : new JavaLogger(name);
    }

    private static boolean isOfJava(Module module) {
        ClassLoader loader = module.getClassLoader();
        return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
    }

    /**
     * The loggers of the server that has loaded the bundle; null if it was uninstalled, or another program's framework
     * has loaded it.
     */
    private static @Nullable Function<String, System.Logger> loggers(Bundle bundle) {
        BundleContext context = bundle.getBundleContext();
        if (context == null) {
            return null;
        }
        ServiceReference<Loggers> reference = context.getServiceReference(Loggers.class);
        Loggers loggers = reference == null ? null : context.getService(reference);
        return loggers == null ? null : loggers.ofServer();
    }

    /**
     * The service in each framework.
     *
     * @param ofServer a logger for each name
     */
    record Loggers(Function<String, System.Logger> ofServer) {}
}
