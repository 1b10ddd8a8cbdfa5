// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The libraries of a plain jar, which lie in a folder beside it: those of {@code x.jar} in {@code x.libs}. They become a part
 * of its bundle, so no other bundle sees them.
 *
 * @param jars the content of each, by file name and in the order in which classes are looked for
 */
record Libraries(Map<String, byte[]> jars) {
    static final Libraries NONE = new Libraries(Map.of());

    private static final String JAR = ".jar";

    /** The folder where the libraries of a jar would lie. */
    static Path folder(Path jar) {
        String name = jar.getFileName().toString();
        String stem = name.endsWith(JAR) ? name.substring(0, name.length() - JAR.length()) : name;
        return jar.resolveSibling(stem + ".libs");
    }

    /**
     * Reads the libraries of a jar.
     *
     * @return the libraries; none if the folder is missing or holds no jar
     * @param limits how large each of them may be
     * @throws ZipException if one of them is damaged
     * @throws JarTooLargeException if one of them, or a file in it, is larger than the limits allow
     */
    static Libraries beside(Path jar, JarLimits limits) throws IOException {
        Path folder = folder(jar);
        if (!Files.isDirectory(folder)) {
            return NONE;
        }
        TreeSet<Path> paths = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + JAR)) {
            files.forEach(paths::add);
        }
        Map<String, byte[]> jars = new LinkedHashMap<>();
        for (Path path : paths) {
            byte[] bytes = limits.file(path);
            try {
                ZipEnd.require(bytes, limits);
            } catch (ZipException e) {
                throw new ZipException("its library " + path + ": " + e.getMessage());
            } catch (JarTooLargeException e) {
                throw new JarTooLargeException("its library " + path + ": " + e.getMessage());
            }
            jars.put(path.getFileName().toString(), bytes);
        }
        return new Libraries(jars);
    }

    boolean isEmpty() {
        return jars.isEmpty();
    }

    /** The bytes of every class file in the libraries, by its path. */
    Map<String, byte[]> classes(JarLimits limits) throws IOException {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        long unpacked = 0;
        for (byte[] jar : jars.values()) {
            try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
                for (ZipEntry file = in.getNextEntry(); file != null; file = in.getNextEntry()) {
                    if (file.getName().endsWith(".class") && !file.getName().startsWith("META-INF/")) {
                        byte[] content = limits.unpacked(in, file.getName());
                        unpacked += content.length;
                        limits.requireAll(unpacked);
                        classes.putIfAbsent(file.getName(), content);
                    }
                }
            }
        }
        return classes;
    }

    /** The libraries as files of the bundle. The names are those of the files, without what a header could not hold. */
    Map<String, byte[]> asFiles() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> jar : jars.entrySet()) {
            String name = jar.getKey().replaceAll("[^A-Za-z0-9._-]", "_");
            files.put("libs/" + files.size() + "-" + name, jar.getValue());
        }
        return files;
    }

    /** What {@link #asFiles} adds to the header Bundle-ClassPath. */
    String classPath() {
        return String.join(",", asFiles().keySet());
    }
}
