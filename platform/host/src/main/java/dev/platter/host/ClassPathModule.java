// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.connect.ConnectContent;
import org.osgi.framework.connect.ConnectModule;

/**
 * A jar of the class path as the framework sees it: a bundle that exports the packages in the jar's headers. Its classes are
 * the ones that the server itself uses.
 *
 * <p>It has no entries, because no bundle looks for resources in it through the framework. It shows only the headers that name
 * the bundle and its packages: a library finds its native half without the framework, and its imports are on the class path.
 */
final class ClassPathModule implements ConnectModule, ConnectContent {
    private static final String IN_JAR = "jar:";
    private static final List<String> SHOWN =
            List.of("Bundle-ManifestVersion", BundleManifest.SYMBOLIC_NAME, BundleManifest.VERSION, "Export-Package");

    private final ClassLoader loader;
    private final Map<String, String> headers;

    private ClassPathModule(ClassLoader loader, Map<String, String> headers) {
        this.loader = loader;
        this.headers = headers;
    }

    /**
     * Reads the headers of the jar from which a class was loaded.
     *
     * @param what its name in error messages
     * @param member any class of the jar
     * @throws RefusedException if the jar is not a bundle
     */
    static ClassPathModule read(String what, Class<?> member) throws RefusedException {
        String source = source(member)
                .orElseThrow(() -> new RefusedException(
                        what + " does not come from a jar, so its versions are not known: put it on the class path"));
        try {
            Path place = Path.of(new URI(source));
            @Nullable Manifest manifest = Files.isDirectory(place) ? ofFolder(place) : ofJar(place);
            if (manifest == null || manifest.getMainAttributes().getValue("Export-Package") == null) {
                throw new RefusedException(what + " in " + place
                        + " has no OSGi headers, so its versions are not known: use its jar as it was built");
            }
            return new ClassPathModule(member.getClassLoader(), shown(manifest.getMainAttributes()));
        } catch (IOException | URISyntaxException e) {
            throw new RefusedException(what + " cannot be read from " + source + ": " + e.getMessage(), e);
        }
    }

    /**
     * The URI of the jar, or folder, from which a class was loaded. A class of an AOT cache has no source if the installation was moved, or
     * unpacked elsewhere, after the cache was made; the class path has it all the same.
     */
    private static Optional<String> source(Class<?> member) {
        @Nullable CodeSource source = member.getProtectionDomain().getCodeSource();
        if (source != null && source.getLocation() != null) {
            return Optional.of(source.getLocation().toString());
        }
        String file = member.getName().replace('.', '/') + ".class";
        return Optional.ofNullable(member.getResource("/" + file))
                .map(URL::toString)
                .filter(place -> place.startsWith(IN_JAR))
                .map(place -> place.substring(IN_JAR.length(), place.length() - file.length() - "!/".length()));
    }

    private static @Nullable Manifest ofFolder(Path folder) throws IOException {
        Path file = folder.resolve(JarFile.MANIFEST_NAME);
        if (!Files.exists(file)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new Manifest(in);
        }
    }

    private static @Nullable Manifest ofJar(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ)) {
            return file.getManifest();
        }
    }

    private static Map<String, String> shown(Attributes attributes) {
        Map<String, String> headers = new HashMap<>();
        for (String name : SHOWN) {
            @Nullable String value = attributes.getValue(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }

    /** The names of the exported packages. */
    List<String> packages() {
        List<String> packages = new ArrayList<>();
        for (HeaderClause clause : HeaderClause.parse(headers.getOrDefault("Export-Package", ""))) {
            packages.add(clause.path());
        }
        return packages;
    }

    @Override
    public ConnectContent getContent() {
        return this;
    }

    @Override
    public Optional<Map<String, String>> getHeaders() {
        return Optional.of(headers);
    }

    @Override
    public Iterable<String> getEntries() {
        return List.of();
    }

    @Override
    public Optional<ConnectEntry> getEntry(String path) {
        return Optional.empty();
    }

    @Override
    public Optional<ClassLoader> getClassLoader() {
        return Optional.of(loader);
    }

    @Override
    public void open() {}

    @Override
    public void close() {}
}
