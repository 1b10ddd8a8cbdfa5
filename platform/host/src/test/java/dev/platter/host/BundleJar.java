// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes jars with the headers that bnd would write, or with faulty ones. */
final class BundleJar {
    private final Manifest manifest = new Manifest();
    private final List<Class<?>> classes = new ArrayList<>();
    private final Map<String, String> files = new TreeMap<>();

    /** A plain jar with some classes in it. */
    static BundleJar plain(Class<?>... classes) {
        BundleJar jar = new BundleJar();
        jar.classes.addAll(List.of(classes));
        return jar.header("Manifest-Version", "1.0");
    }

    /** A bundle whose first class is the plugin that it provides. */
    static BundleJar plugin(String name, String version, Class<?>... classes) {
        return bundle("dev.platter.plugin", name, version, classes);
    }

    static BundleJar filter(String name, String version, Class<?>... classes) {
        return bundle("dev.platter.filter", name, version, classes);
    }

    private static BundleJar bundle(String namespace, String name, String version, Class<?>... classes) {
        return plain(classes)
                .header("Bundle-ManifestVersion", "2")
                .header("Bundle-SymbolicName", "test." + name)
                .header("Bundle-Version", version)
                .header("Import-Package", "dev.platter.api;version=\"[1,2)\"")
                .header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=25))\"")
                .header(
                        "Provide-Capability",
                        namespace + ";class=\"" + classes[0].getName() + "\";name=" + name
                                + ";summary=\"a, \\\"b\\\"; c\"");
    }

    BundleJar header(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    /** Adds a file that is not a class. */
    BundleJar file(String name, String content) {
        files.put(name, content);
        return this;
    }

    Path writeTo(Path target) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target), manifest)) {
            for (Class<?> type : classes) {
                String path = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(path));
                try (InputStream bytes = type.getClassLoader().getResourceAsStream(path)) {
                    bytes.transferTo(out);
                }
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                out.putNextEntry(new JarEntry(file.getKey()));
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return target;
    }
}
