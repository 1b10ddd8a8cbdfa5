// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A bundle of one class of the tests, and of those in it. */
record TestBundle(String kind, String name, String version, Class<?> type) {
    void writeTo(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.putValue("Manifest-Version", "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "test." + name);
        headers.putValue("Bundle-Version", version);
        headers.putValue("Import-Package", "dev.platter.api,dev.platter.api.parameters");
        headers.putValue(
                "Provide-Capability", "dev.platter." + kind + ";class=\"" + type.getName() + "\";name=" + name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            String prefix = type.getSimpleName();
            Path classes = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().getPath());
            Path folder = classes.resolve(type.getPackageName().replace('.', '/'));
            try (var files = Files.newDirectoryStream(folder, prefix + "*.class")) {
                for (Path file : files) {
                    out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                    try (InputStream in = Files.newInputStream(file)) {
                        in.transferTo(out);
                    }
                }
            }
        }
    }
}
