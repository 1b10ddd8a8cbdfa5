// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.keepCaches;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;
import static org.ops4j.pax.exam.CoreOptions.workingDirectory;

import dev.platter.engine.export.Chain;
import dev.platter.engine.files.FileTree;
import dev.platter.engine.parameters.Schema;
import dev.platter.host.BundleLoggerFinder.Loggers;
import dev.platter.memory.MemoryPlugin;
import dev.platter.nothing.NullPlugin;
import dev.platter.testkit.LoaderWatch;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarFile;
import javax.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.AssertionFailedError;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.TestContainerException;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.inject.internal.ServiceInjector;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.raw.extender.intern.Parser;
import org.ops4j.pax.exam.spi.DefaultExamSystem;
import org.ops4j.pax.swissbox.core.BundleUtils;
import org.ops4j.pax.swissbox.extender.BundleWatcher;
import org.ops4j.pax.swissbox.tracker.ServiceLookup;
import org.osgi.framework.launch.Framework;
import org.slf4j.Logger;

/**
 * Runs the methods of a test class inside the framework, by Pax Exam, which has no Jupiter extension of its own.
 *
 * <p>The container is Pax Exam's; the framework in it is the product's, created as {@link PluginHost#open} creates it. The test
 * class becomes a bundle, the <em>probe</em>, which runs beside the bundles of plugins and observes them from there. A host
 * over that framework is a service; it is injected into a field of the probe with {@code @Inject}. The host's folder of bundles
 * holds two of our plugins as built, and the plugins of {@link Fixture} that need a bundle.
 *
 * <p>The test class and its methods must be public. Its package must not contain classes of the server, since a bundle gets a
 * package either from itself or from another bundle, never from both. Jupiter also makes an instance of the class, which is not
 * used.
 */
public final class PaxExam implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor {
    /** One class of each jar from which the probe, or the code that drives it from inside, imports packages. */
    private static final List<Class<?>> LIBRARIES = List.of(
            Test.class,
            AssertionFailedError.class,
            Inject.class,
            Logger.class,
            BundleUtils.class,
            BundleWatcher.class,
            ServiceLookup.class);

    /** One class of each of our packages that bundles see only in this test. */
    private static final List<Class<?>> OURS = List.of(PluginHost.class, Chain.class, Schema.class, LoaderWatch.class);

    private final Map<String, TestAddress> addresses = new HashMap<>();
    private Path folder;
    private TestContainer container;
    private PluginHost host;

    @Override
    public void beforeAll(ExtensionContext test) throws Exception {
        folder = Files.createTempDirectory("platter-exam");
        RecordingLog log = new RecordingLog("host");
        Storage storage = Storage.in(folder.resolve("cache"), log);
        ExamSystem system = DefaultExamSystem.create(options(storage.folder()));
        ClassPathConnector classPath = ClassPathConnector.create();
        AtomicReference<Framework> framework = new AtomicReference<>();
        container = new NativeTestContainer(system, settings -> {
            framework.set(framework(settings, classPath));
            return framework.get();
        });
        container.start();
        Loggers loggers = new Loggers(System::getLogger);
        Frameworks frameworks =
                new Frameworks(storage.folder(), loggers, Bundles.start(framework.get(), classPath, loggers));
        host = new PluginHost(new BundleFolders(List.of(bundles()), log), storage, frameworks, log);
        framework.get().getBundleContext().registerService(PluginHost.class, host, null);
        container.installProbe(probe(system, test.getRequiredTestClass()));
    }

    private static Framework framework(Map<String, String> settings, ClassPathConnector classPath) {
        try {
            return FelixFramework.create(settings, classPath);
        } catch (RefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Option[] options(Path storage) throws Exception {
        List<Option> options = new ArrayList<>();
        options.add(workingDirectory(storage.toString()));
        // The host removes the storage at the end.
        options.add(keepCaches());
        options.add(bundle(jarOf(Parser.class).toUri().toString()));
        options.add(bundle(jarOf(ServiceInjector.class).toUri().toString()));
        for (Class<?> member : OURS) {
            options.add(systemPackage(member.getPackageName()));
        }
        for (Class<?> member : LIBRARIES) {
            try (JarFile jar = new JarFile(jarOf(member).toFile())) {
                String exports = jar.getManifest().getMainAttributes().getValue("Export-Package");
                for (HeaderClause export : HeaderClause.parse(exports)) {
                    options.add(systemPackage(export.path() + ";version=" + export.attribute("version")));
                }
            }
        }
        return options.toArray(Option[]::new);
    }

    private Path bundles() throws Exception {
        Path bundles = Files.createDirectory(folder.resolve("bundles"));
        Files.copy(jarOf(NullPlugin.class), bundles.resolve("null.jar"));
        Files.copy(jarOf(MemoryPlugin.class), bundles.resolve("memory.jar"));
        BundleJar.plugin("failing", "1.0.0", Fixture.Failing.class, Fixture.FailingDisk.class)
                .header("Import-Package", "dev.platter.api,dev.platter.nbd")
                .writeTo(bundles.resolve("failing.jar"));
        BundleJar.plugin("process", "1.0.0", Fixture.ProcessPlugin.class, Fixture.ProcessDisk.class)
                .header("Import-Package", "dev.platter.api,com.sun.jna")
                .writeTo(bundles.resolve("process.jar"));
        return bundles;
    }

    private static Path jarOf(Class<?> member) throws Exception {
        return Path.of(
                member.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private InputStream probe(ExamSystem system, Class<?> test) throws IOException {
        TestProbeBuilder probe = system.createProbe();
        for (Method method : test.getMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                addresses.put(method.getName(), probe.addTest(test, method.getName()));
            }
        }
        return probe.build().getStream();
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext test)
            throws Throwable {
        invocation.skip();
        try {
            container.call(addresses.get(method.getExecutable().getName()));
        } catch (TestContainerException e) {
            throw e.getCause() instanceof InvocationTargetException failure ? failure.getCause() : e;
        }
    }

    @Override
    public void afterAll(ExtensionContext test) throws IOException {
        container.stop();
        host.close();
        FileTree.delete(folder);
    }
}
