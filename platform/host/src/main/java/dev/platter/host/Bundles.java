package dev.platter.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.connect.ConnectFrameworkFactory;
import org.osgi.framework.launch.Framework;

/**
 * The framework, and in it one bundle for each plugin or filter that is loaded.
 *
 * <p>Every load is an installation of its own, under a location that is never used again: two exports that load the same
 * jar share no static field, and each is released alone. A jar is copied when it is installed, so it may be replaced or
 * deleted while its plugin serves.
 */
final class Bundles {
    private final Framework framework;
    private final BundleContext context;
    private final Unresolved unresolved;
    private final AtomicLong installed = new AtomicLong();

    private Bundles(Framework framework, ApiModule api) {
        this.framework = framework;
        this.context = framework.getBundleContext();
        this.unresolved = new Unresolved(context, api.packages());
    }

    static Bundles start(Path storage) throws HostException {
        ApiModule api = ApiModule.read();
        Framework framework = ServiceLoader.load(ConnectFrameworkFactory.class, Bundles.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new HostException("there is no OSGi framework: put Apache Felix on the class path"))
                .newFramework(configuration(storage), new ApiConnector(api));
        try {
            framework.start();
            framework.getBundleContext().installBundle(ApiModule.LOCATION);
            return new Bundles(framework, api);
        } catch (BundleException e) {
            throw new HostException("the OSGi framework does not start: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> configuration(Path storage) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put(Constants.FRAMEWORK_STORAGE, storage.toString());
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
        return configuration;
    }

    /**
     * Installs one bundle, starts it, and loads its class. Whatever fails, nothing stays behind.
     *
     * @param entry what it is
     * @param jar its bytes, which are read to the end; the caller closes it
     * @param contract what the class has to implement
     */
    <T> Loaded<T> load(BundleEntry entry, InputStream jar, Class<T> contract) throws HostException {
        Bundle bundle = install(entry, jar);
        try {
            bundle.start();
            return new Loaded<>(entry, classOf(entry, bundle, contract), bundle);
        } catch (BundleException e) {
            HostException explained = unresolved.explain(entry, bundle, e);
            discard(bundle, explained);
            throw explained;
        } catch (HostException e) {
            discard(bundle, e);
            throw e;
        }
    }

    private Bundle install(BundleEntry entry, InputStream jar) throws HostException {
        try {
            return context.installBundle("platter:" + installed.incrementAndGet() + ":" + entry.jar(), jar);
        } catch (BundleException e) {
            throw new HostException(
                    entry + " cannot be installed: " + e.getMessage() + "; build or download the jar again", e);
        }
    }

    private static <T> Class<? extends T> classOf(BundleEntry entry, Bundle bundle, Class<T> contract)
            throws HostException {
        Class<?> type;
        try {
            type = bundle.loadClass(entry.className());
        } catch (UnsupportedClassVersionError e) {
            throw new HostException(
                    entry + " was compiled for a newer Java than "
                            + Runtime.version().feature() + ": run Platter on a newer JDK",
                    e);
        } catch (ClassNotFoundException e) {
            throw new HostException(
                    entry + " names the class " + entry.className() + ", which is not in it: build the jar again", e);
        } catch (LinkageError e) {
            throw new HostException(
                    entry + " has a class " + entry.className() + " that cannot be loaded (" + e
                            + "): build the jar again, with every library that it uses inside",
                    e);
        }
        if (!contract.isAssignableFrom(type)) {
            throw new HostException(entry + " names the class " + type.getName() + ", which does not implement "
                    + contract.getName() + ": add 'implements " + contract.getSimpleName()
                    + "', or take the annotation off it");
        }
        return type.asSubclass(contract);
    }

    private static void discard(Bundle bundle, HostException because) {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            because.addSuppressed(e);
        }
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
