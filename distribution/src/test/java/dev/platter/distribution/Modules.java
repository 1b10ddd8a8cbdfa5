// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The modules of this repository, found by their folders and compiled classes, so that no list is needed. */
final class Modules {
    private static final Pattern TYPE_IN_DESCRIPTOR = Pattern.compile("L([\\w$]+(?:/[\\w$]+)+)[;<]");

    private Modules() {}

    /**
     * A class.
     *
     * @param uses the other classes that it names in code, signatures and annotations
     * @param calls the methods that it calls, as {@code java.nio.file.Files.exists}
     * @param texts its constant strings
     */
    record Type(String name, Set<String> uses, Set<String> calls, Set<String> texts) {
        String inPackage() {
            return packageOf(name);
        }
    }

    /** A folder with a POM; {@code path} is relative to the repository and uses slashes. */
    record Module(String path, String artifactId, Set<String> dependencies, Set<String> submodules, List<Type> types) {
        Set<String> packages() {
            Set<String> packages = new TreeSet<>();
            types.forEach(t -> packages.add(t.inPackage()));
            return packages;
        }
    }

    static Path root() {
        // Surefire runs in the folder of the module.
        Path root = Path.of("").toAbsolutePath().getParent();
        if (!Files.isDirectory(root.resolve("api")))
            throw new IllegalStateException("not a folder of the repository: " + root);
        return root;
    }

    static List<Module> find(Path root) throws IOException {
        List<Module> modules = new ArrayList<>();
        find(root, root, modules);
        return modules;
    }

    private static void find(Path root, Path folder, List<Module> modules) throws IOException {
        if (!Files.exists(folder.resolve("pom.xml")) && !folder.equals(root)) {
            // A folder without a POM of its own, such as catalogue, may still hold modules, but not below sources.
            String name = folder.getFileName().toString();
            if (name.equals("src") || name.equals("target") || name.startsWith(".")) return;
        } else {
            modules.add(read(root, folder));
        }
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.filter(Files::isDirectory).sorted().toList()) find(root, child, modules);
        }
    }

    private static Module read(Path root, Path folder) throws IOException {
        String path = root.relativize(folder).toString().replace('\\', '/');
        Element project = parse(folder.resolve("pom.xml"));
        Set<String> dependencies = new TreeSet<>();
        for (Element dependency : children(project, "dependencies", "dependency")) {
            if (text(dependency, "groupId").equals("dev.platter")
                    && !text(dependency, "scope").equals("test")) {
                dependencies.add(text(dependency, "artifactId"));
            }
        }
        Set<String> submodules = new TreeSet<>();
        for (Element module : children(project, "modules", "module")) submodules.add(module.getTextContent());
        for (Element profile : children(project, "profiles", "profile")) {
            for (Element module : children(profile, "modules", "module")) submodules.add(module.getTextContent());
        }
        return new Module(path, text(project, "artifactId"), dependencies, submodules, types(folder));
    }

    private static List<Type> types(Path folder) throws IOException {
        Path classes = folder.resolve("target").resolve("classes");
        if (!Files.isDirectory(classes)) {
            // Without classes every rule would pass, because it has nothing to check.
            if (Files.isDirectory(folder.resolve("src").resolve("main").resolve("java")))
                throw new IllegalStateException(folder + " has sources but no classes: build it first");
            return List.of();
        }
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(f -> f.toString().endsWith(".class"))
                    .filter(f -> !f.endsWith("module-info.class"))
                    .sorted()
                    .map(Modules::type)
                    .toList();
        }
    }

    private static Type type(Path file) {
        ClassModel model;
        try {
            model = ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set<String> uses = new HashSet<>();
        Set<String> calls = new HashSet<>();
        Set<String> texts = new HashSet<>();
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof ClassEntry used && !used.asInternalName().startsWith("[")) {
                uses.add(used.asInternalName().replace('/', '.'));
            } else if (entry instanceof MemberRefEntry called) {
                calls.add(called.owner().asInternalName().replace('/', '.') + "."
                        + called.name().stringValue());
            } else if (entry instanceof StringEntry text) {
                texts.add(text.stringValue());
            } else if (entry instanceof Utf8Entry text) {
                // In the constant pool descriptors, signatures and the types of annotations are plain text.
                Matcher matcher = TYPE_IN_DESCRIPTOR.matcher(text.stringValue());
                while (matcher.find()) uses.add(matcher.group(1).replace('/', '.'));
            }
        }
        return new Type(model.thisClass().asInternalName().replace('/', '.'), uses, calls, texts);
    }

    static String packageOf(String type) {
        int dot = type.lastIndexOf('.');
        return dot < 0 ? "" : type.substring(0, dot);
    }

    private static Element parse(Path pom) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(pom + ": " + e.getMessage(), e);
        }
    }

    private static List<Element> children(Element parent, String container, String name) {
        return children(parent, container).stream()
                .flatMap(c -> children(c, name).stream())
                .toList();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) found.add(element);
        }
        return found;
    }

    private static String text(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? "" : found.getFirst().getTextContent().strip();
    }
}
