// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import dev.platter.engine.parameters.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;

/**
 * A jar without our headers, as any build tool makes it. The annotation is searched for in the class files, without loading a
 * class, and a copy of the jar gets the headers that bnd would have written.
 *
 * <p>The copy imports the api in the range that bnd would have written for it, and if a class uses them, the client likewise, and
 * JNA in any version.
 * Packages of the JDK other than {@code java.*} are found when a class first needs them.
 */
final class PlainJar {
    /** Up to the version that breaks classes which were compiled against this one. */
    private static final String VERSIONS = ";version=\"[1.0,2)\"";

    private static final String API =
            "dev.platter.api" + VERSIONS + ",dev.platter.api.parameters" + VERSIONS + ",dev.platter.nbd" + VERSIONS;
    private static final String BUNDLE_CLASS_PATH = "Bundle-ClassPath";
    private static final String JNA = "com/sun/jna/";
    private static final String CLIENT = "dev/platter/client/";
    private static final String JDK = "javax.*,jdk.*,com.sun.*,sun.misc,sun.reflect,org.w3c.*,org.xml.*,org.ietf.*";

    private final Path jar;
    private final Manifest manifest;
    private final Map<String, byte[]> files;
    private final Libraries libraries;
    private final List<BundleEntry> entries = new ArrayList<>();

    /** What the classes refer to that is shown only to those who import it: packages with the versions that they take. */
    private final Set<String> shared = new TreeSet<>();

    private PlainJar(Path jar, Manifest manifest, Map<String, byte[]> files, Libraries libraries) {
        this.jar = jar;
        this.manifest = manifest;
        this.files = files;
        this.libraries = libraries;
    }

    /**
     * Reads a whole jar.
     *
     * @param jar the path of the jar
     * @param bytes its content
     * @param libraries what lies beside it
     * @param limits how much of it is unpacked; the manifest was checked already
     * @throws ZipException if the jar or a library is damaged
     * @throws JarTooLargeException if a file in it, or all together, are larger than the limits allow
     */
    static PlainJar read(Path jar, InputStream bytes, Libraries libraries, JarLimits limits) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Manifest manifest;
        long unpacked = 0;
        try (JarInputStream in = new JarInputStream(bytes, false)) {
            manifest = in.getManifest() == null ? new Manifest() : in.getManifest();
            for (JarEntry file = in.getNextJarEntry(); file != null; file = in.getNextJarEntry()) {
                if (!file.isDirectory() && !isSignature(file.getName())) {
                    byte[] content = limits.unpacked(in, file.getName());
                    unpacked += content.length;
                    limits.requireAll(unpacked);
                    files.put(file.getName(), content);
                }
            }
        }
        PlainJar plain = new PlainJar(jar, manifest, files, libraries);
        plain.lookIntoClasses(limits);
        return plain;
    }

    /** Whether a file belongs to a signature. The copy leaves these out: a signature of the old manifest would be invalid. */
    private static boolean isSignature(String name) {
        return name.startsWith("META-INF/")
                && (name.endsWith(".SF") || name.endsWith(".RSA") || name.endsWith(".DSA") || name.endsWith(".EC"));
    }

    /** The plugins and filters that its annotated classes declare. */
    List<BundleEntry> entries() {
        return List.copyOf(entries);
    }

    private void lookIntoClasses(JarLimits limits) throws IOException {
        Map<String, byte[]> ofLibraries = libraries.classes(limits);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getKey().endsWith(".class") && !file.getKey().startsWith("META-INF/")) {
                ClassModel model = parsed(file);
                findAnnotations(model);
                findShared(model, ofLibraries);
            }
        }
        for (Map.Entry<String, byte[]> file : ofLibraries.entrySet()) {
            findShared(parsed(file), ofLibraries);
        }
    }

    private static ClassModel parsed(Map.Entry<String, byte[]> file) throws ZipException {
        try {
            return ClassFile.of().parse(file.getValue());
        } catch (IllegalArgumentException e) {
            throw new ZipException(file.getKey() + " is not a class file: " + e.getMessage());
        }
    }

    private void findAnnotations(ClassModel model) {
        Optional<RuntimeVisibleAnnotationsAttribute> annotations =
                model.findAttribute(Attributes.runtimeVisibleAnnotations());
        if (annotations.isEmpty()) {
            return;
        }
        for (Annotation annotation : annotations.get().annotations()) {
            for (Namespace namespace : Namespace.values()) {
                if (annotation.className().equalsString(namespace.annotation().descriptorString())) {
                    entries.add(entry(namespace.kind(), annotation, model));
                }
            }
        }
    }

    private void findShared(ClassModel model, Map<String, byte[]> ofLibraries) {
        for (PoolEntry constant : model.constantPool()) {
            if (constant instanceof ClassEntry used
                    && (used.asInternalName().startsWith(JNA)
                            || used.asInternalName().startsWith(CLIENT))) {
                String name = used.asInternalName();
                // Classes in the jar itself, such as an embedded jna-platform, are not imported.
                if (!files.containsKey(name + ".class") && !ofLibraries.containsKey(name + ".class")) {
                    String imported = name.substring(0, name.lastIndexOf('/')).replace('/', '.');
                    shared.add(name.startsWith(CLIENT) ? imported + VERSIONS : imported);
                }
            }
        }
    }

    private BundleEntry entry(Schema.Kind kind, Annotation annotation, ClassModel model) {
        String className = model.thisClass().asInternalName().replace('/', '.');
        return new BundleEntry(kind, text(annotation, "name"), version(), text(annotation, "summary"), className, jar);
    }

    private static String text(Annotation annotation, String name) {
        for (AnnotationElement element : annotation.elements()) {
            if (element.name().equalsString(name) && element.value() instanceof AnnotationValue.OfString string) {
                return string.stringValue();
            }
        }
        return "";
    }

    private String version() {
        @Nullable String bundle = manifest.getMainAttributes().getValue(BundleManifest.VERSION);
        @Nullable String implementation = manifest.getMainAttributes().getValue(Name.IMPLEMENTATION_VERSION);
        String written = bundle != null ? bundle : implementation != null ? implementation : "0.0.0";
        try {
            return new Version(written).toString();
        } catch (IllegalArgumentException e) {
            // Build tools write versions such as 1.2.0-SNAPSHOT, where OSGi requires a dot.
            return osgiVersion(written);
        }
    }

    private static String osgiVersion(String written) {
        try {
            return new Version(written.replaceFirst("-", ".")).toString();
        } catch (IllegalArgumentException e) {
            return "0.0.0";
        }
    }

    /** The same jar with headers. A jar that is a bundle already keeps its headers. */
    byte[] asBundle() throws IOException {
        java.util.jar.Attributes headers = manifest.getMainAttributes();
        headers.putIfAbsent(Name.MANIFEST_VERSION, "1.0");
        if (headers.getValue(BundleManifest.SYMBOLIC_NAME) == null) {
            headers.putValue("Bundle-ManifestVersion", "2");
            headers.putValue(BundleManifest.SYMBOLIC_NAME, symbolicName());
            headers.putValue(BundleManifest.VERSION, version());
            headers.putValue("Import-Package", shared.isEmpty() ? API : API + "," + String.join(",", shared));
            headers.putValue("DynamicImport-Package", JDK);
        }
        if (!libraries.isEmpty()) {
            @Nullable String own = headers.getValue(BUNDLE_CLASS_PATH);
            headers.putValue(BUNDLE_CLASS_PATH, (own == null ? "." : own) + "," + libraries.classPath());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
            write(out, files);
            write(out, libraries.asFiles());
        }
        return bytes.toByteArray();
    }

    private static void write(JarOutputStream out, Map<String, byte[]> content) throws IOException {
        for (Map.Entry<String, byte[]> file : content.entrySet()) {
            out.putNextEntry(new JarEntry(file.getKey()));
            out.write(file.getValue());
        }
    }

    private String symbolicName() {
        StringBuilder name = new StringBuilder("plain.");
        String file = jar.getFileName().toString();
        for (int i = 0; i < file.length(); i++) {
            char c = file.charAt(i);
            boolean allowed = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
            name.append(allowed ? c : '_');
        }
        return name.toString();
    }
}
