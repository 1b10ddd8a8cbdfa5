// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import dev.platter.host.BundleLoggerFinder.Loggers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/**
 * A framework, and in it one bundle for each loaded plugin or filter.
 *
 * <p>Every load installs a separate bundle, under a location that is never used again: two loads of the same jar share no
 * static fields, and each is released independently. The framework copies a jar when it installs it, so the file may be
 * replaced or deleted while its plugin serves.
 */
final class Bundles {
    /** Begins the location of a bundle; a number, the name and the jar follow, with colons in between. */
    private static final String LOCATION = "platter";

    private final Framework framework;
    private final BundleContext context;
    private final Unresolved unresolved;
    private final AtomicLong installed = new AtomicLong();

    private Bundles(Framework framework, List<String> apiPackages) {
        this.framework = framework;
        this.context = framework.getBundleContext();
        this.unresolved = new Unresolved(context, apiPackages);
    }

    /**
     * Starts a framework.
     *
     * @param storage the folder for its copies of bundles
     * @param shown the packages of the JDK that bundles can import
     * @param loggers the loggers of the server, for code of bundles that asks Java for one
     */
    static Bundles start(Path storage, JdkPackages shown, Loggers loggers) throws RefusedException {
        ClassPathConnector classPath = ClassPathConnector.create();
        Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        if (!shown.all()) {
            settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES, String.join(",", shown.names()));
        }
        return start(FelixFramework.create(settings, classPath), classPath, loggers);
    }

    /** Starts a framework that has this class path, unless it is running already. */
    static Bundles start(Framework framework, ClassPathConnector classPath, Loggers loggers) throws RefusedException {
        try {
            framework.start();
            ClassPathConnector.show(framework.getBundleContext());
            framework.getBundleContext().registerService(Loggers.class, loggers, null);
            return new Bundles(framework, classPath.apiPackages());
        } catch (BundleException e) {
            throw new RefusedException("the OSGi framework does not start: " + e.getMessage(), e);
        }
    }

    /**
     * Installs one bundle, starts it, and loads its class. After a failure nothing is left behind.
     *
     * @param entry describes the bundle
     * @param jar the bytes of the jar, which are read to the end; the caller closes the stream
     * @param contract the interface that the class must implement
     */
    <T> Loaded<T> load(BundleEntry entry, InputStream jar, Class<T> contract) throws RefusedException {
        Bundle bundle = install(entry, jar);
        try {
            ClassPathConnector.showFor(bundle, context);
            // The bundle need not start again after a restart of the framework: its copy is removed with the host.
            bundle.start(Bundle.START_TRANSIENT);
            return new Loaded<>(entry, classOf(entry, bundle, contract), bundle);
        } catch (BundleException e) {
            RefusedException explained = unresolved.explain(entry, bundle, e);
            discard(bundle, explained);
            throw explained;
        } catch (RefusedException e) {
            discard(bundle, e);
            throw e;
        }
    }

    private Bundle install(BundleEntry entry, InputStream jar) throws RefusedException {
        try {
            // Not with plus signs, for whose number and types Java would make code at each start.
            String location = String.join(
                    ":",
                    LOCATION,
                    Long.toString(installed.incrementAndGet()),
                    entry.name(),
                    entry.jar().toString());
            return context.installBundle(location, jar);
        } catch (BundleException e) {
            throw new RefusedException(
                    entry + " cannot be installed: " + e.getMessage() + "; build or download the jar again", e);
        }
    }

    /** The name of the plugin or filter that a bundle was installed for. */
    static String nameOf(Bundle bundle) {
        String[] parts = bundle.getLocation().split(":", 4);
        return parts.length == 4 ? parts[2] : bundle.getLocation();
    }

    private static <T> Class<? extends T> classOf(BundleEntry entry, Bundle bundle, Class<T> contract)
            throws RefusedException {
        Class<?> type;
        try {
            type = bundle.loadClass(entry.className());
        } catch (UnsupportedClassVersionError e) {
            throw new RefusedException(
                    entry + " was compiled for a newer Java than "
                            + Runtime.version().feature() + ": run Platter on a newer JDK",
                    e);
        } catch (ClassNotFoundException e) {
            throw new RefusedException(
                    entry + " names the class " + entry.className() + ", which is not in it: build the jar again", e);
        } catch (LinkageError e) {
            throw new RefusedException(
                    entry + " has a class " + entry.className() + " that cannot be loaded (" + e
                            + "): build the jar again, with every library that it uses inside",
                    e);
        }
        if (!contract.isAssignableFrom(type)) {
            throw new RefusedException(entry + " names the class " + type.getName() + ", which does not implement "
                    + contract.getName() + ": add 'implements " + contract.getSimpleName()
                    + "', or take the annotation off it");
        }
        return type.asSubclass(contract);
    }

    private static void discard(Bundle bundle, RefusedException because) {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            because.addSuppressed(e);
        }
    }

    /** The context of the framework itself. */
    BundleContext context() {
        return context;
    }

    /** Stops the framework and waits for it. */
    void stop() throws IOException, InterruptedException {
        try {
            framework.stop();
        } catch (BundleException e) {
            throw new IOException("the OSGi framework does not stop: " + e.getMessage(), e);
        }
        framework.waitForStop(0);
    }
}
