// SPDX-License-Identifier: BSD-3-Clause

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes the jars with the sources and with the Javadoc of a module: {@code java SourceJars.java MAIN FOLDER JAR TIME CLASSPATH}. MAIN is its folder
 * src/main, FOLDER is for the pages, JAR begins the names of the two jars, and TIME is that of all their entries. The same sources give the same
 * bytes.
 *
 * <p>Maven's plugin for Javadoc looks into the class files itself, and cannot read those of Java 25 where Maven runs on an older Java; this
 * program runs on the JDK that the build selected. Maven's plugin for sources packs the permissions of files, which the umask decides.
 */
final class SourceJars {
    private SourceJars() {}

    public static void main(String[] args) throws IOException {
        Path java = Path.of(args[0], "java");
        Path resources = Path.of(args[0], "resources");
        Path folder = Path.of(args[1]);
        LocalDateTime time = OffsetDateTime.parse(args[3]).toLocalDateTime();
        pack(List.of(java, resources), Path.of(args[2] + "-sources.jar"), time);
        // An archetype has resources alone.
        if (Files.isDirectory(java)) {
            delete(folder);
            document(java, folder, args.length > 4 ? args[4] : "");
            pack(List.of(folder), Path.of(args[2] + "-javadoc.jar"), time);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void document(Path sources, Path folder, String classPath) throws IOException {
        List<String> line =
                new ArrayList<>(List.of("-quiet", "-notimestamp", "--no-fonts", "-locale", "en", "-encoding", "UTF-8"));
        // The compiler has checked what is a promise.
        line.addAll(List.of("-Xdoclint:none", "-docencoding", "UTF-8", "-charset", "UTF-8", "-d", folder.toString()));
        // A module reads its modules from the one, and other sources their classes from the other.
        line.addAll(List.of("--module-path", classPath, "--class-path", classPath));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .sorted()
                    .forEach(line::add);
        }
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int status = ToolProvider.findFirst("javadoc")
                .orElseThrow(() -> new IOException("this Java has no javadoc: let the build select a JDK"))
                .run(out, out, line.toArray(String[]::new));
        // It also warns of links to packages of other modules, which are right: it has only their classes.
        if (status != 0) {
            throw new IOException("javadoc has failed for " + sources + ":\n" + said);
        }
    }

    private static void pack(List<Path> folders, Path jar, LocalDateTime time) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path folder : folders) {
                for (Path file : files(folder)) {
                    ZipEntry entry =
                            new ZipEntry(folder.relativize(file).toString().replace('\\', '/'));
                    entry.setTimeLocal(time);
                    zip.putNextEntry(entry);
                    Files.copy(file, zip);
                }
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
