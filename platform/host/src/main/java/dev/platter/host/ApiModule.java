package dev.platter.host;

import dev.platter.api.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
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
 * The api as the framework sees it: a bundle whose headers are those of the api's jar and whose classes are the ones
 * that the server itself uses.
 *
 * <p>It has no entries, because nobody looks for a resource of the api.
 */
final class ApiModule implements ConnectModule, ConnectContent {
    static final String LOCATION = "platter:api";

    private final Map<String, String> headers;

    private ApiModule(Map<String, String> headers) {
        this.headers = headers;
    }

    /**
     * Reads the headers from wherever the api was loaded from.
     *
     * @throws HostException if that is no bundle
     */
    static ApiModule read() throws HostException {
        @Nullable CodeSource source = Plugin.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new HostException(
                    "the api comes from no jar, so its versions are not known: put it on the class path");
        }
        try {
            Path place = Path.of(new URI(source.getLocation().toString()));
            @Nullable Manifest manifest = Files.isDirectory(place) ? ofFolder(place) : ofJar(place);
            if (manifest == null || manifest.getMainAttributes().getValue("Export-Package") == null) {
                throw new HostException("the api in " + place
                        + " has no OSGi headers, so its versions are not known: use its jar, which mvn package makes");
            }
            return new ApiModule(strings(manifest.getMainAttributes()));
        } catch (IOException | URISyntaxException e) {
            throw new HostException("the api cannot be read from " + source.getLocation() + ": " + e.getMessage(), e);
        }
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

    private static Map<String, String> strings(Attributes attributes) {
        Map<String, String> strings = new HashMap<>();
        for (Map.Entry<Object, Object> attribute : attributes.entrySet()) {
            strings.put(attribute.getKey().toString(), (String) attribute.getValue());
        }
        return strings;
    }

    /** The names of the packages that plugins may import from the server. */
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
        return Optional.of(Plugin.class.getClassLoader());
    }

    @Override
    public void open() {}

    @Override
    public void close() {}
}
