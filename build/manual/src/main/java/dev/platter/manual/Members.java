// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import dev.platter.engine.parameters.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.cli.Options;

/**
 * Finds the classes that pages are about by their annotations or by their superclass, so that no list of them is
 * needed.
 */
final class Members {
    private static final Set<String> MEMBER = Set.of("Ldev/platter/api/NbdPlugin;", "Ldev/platter/api/NbdFilter;");
    private static final String OPTIONS = "Options";

    private final ClassLoader loader;

    /** @param loader loads the classes, and must know every class that their signatures mention */
    Members(ClassLoader loader) {
        this.loader = loader;
    }

    /** The schemas of all plugins and filters in a folder of class files. */
    List<Schema<?>> schemas(Path classes) throws IOException {
        List<Schema<?>> schemas = new ArrayList<>();
        for (Class<?> member : found(classes, Members::isMember)) {
            schemas.add(Schema.of(member));
        }
        return schemas;
    }

    /**
     * The options of all commands in a folder of class files, by the names of the commands: those of {@code platter-info}
     * are in the class {@code PlatterInfoOptions}.
     */
    Map<String, Options> commands(Path classes) throws IOException {
        Map<String, Options> commands = new TreeMap<>();
        for (Class<?> type : found(classes, Members::areOptions)) {
            String name = type.getSimpleName();
            String words = name.substring(0, name.length() - OPTIONS.length());
            try {
                commands.put(words.replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT), (Options)
                        type.getConstructor().newInstance());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(type.getName() + " needs a public constructor without parameters", e);
            }
        }
        return commands;
    }

    private List<Class<?>> found(Path classes, Predicate<ClassModel> wanted) throws IOException {
        if (!Files.isDirectory(classes)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .map(Members::parse)
                    .filter(wanted)
                    .<Class<?>>map(this::load)
                    .toList();
        }
    }

    private static ClassModel parse(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean areOptions(ClassModel model) {
        return model.superclass()
                .filter(type ->
                        type.asInternalName().equals(Options.class.getName().replace('.', '/')))
                .isPresent();
    }

    /** A class that is not public cannot be named on a command line; the testkit has such classes for its own use. */
    private static boolean isMember(ClassModel model) {
        if (!model.flags().has(AccessFlag.PUBLIC)) {
            return false;
        }
        Optional<List<Annotation>> visible =
                model.findAttribute(Attributes.runtimeVisibleAnnotations()).map(attribute -> attribute.annotations());
        return visible.orElse(List.of()).stream()
                .anyMatch(annotation -> MEMBER.contains(annotation.className().stringValue()));
    }

    private Class<?> load(ClassModel model) {
        String name = model.thisClass().asInternalName().replace('/', '.');
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " is in a folder of class files, but cannot be loaded", e);
        }
    }
}
