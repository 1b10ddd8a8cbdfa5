package dev.platter.manual;

import dev.platter.engine.parameters.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the classes that a page is about by their annotations, so that no list of them has to be kept. */
final class Members {
    private static final Set<String> MEMBER = Set.of("Ldev/platter/api/NbdPlugin;", "Ldev/platter/api/NbdFilter;");
    private static final Set<String> COMMAND = Set.of("Lpicocli/CommandLine$Command;");

    private final ClassLoader loader;

    /** Loads classes with the given loader, which must know whatever their signatures mention. */
    Members(ClassLoader loader) {
        this.loader = loader;
    }

    /** The schemas of all plugins and filters in a folder of class files. */
    List<Schema<?>> schemas(Path classes) throws IOException {
        List<Schema<?>> schemas = new ArrayList<>();
        for (Class<?> member : annotated(classes, MEMBER)) {
            schemas.add(Schema.of(member));
        }
        return schemas;
    }

    /** All classes in a folder that are a command with options. */
    List<Class<?>> commands(Path classes) throws IOException {
        return annotated(classes, COMMAND);
    }

    private List<Class<?>> annotated(Path classes, Set<String> annotations) throws IOException {
        if (!Files.isDirectory(classes)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .map(Members::parse)
                    .filter(model -> isAnnotated(model, annotations))
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

    private static boolean isAnnotated(ClassModel model, Set<String> annotations) {
        Optional<List<Annotation>> visible =
                model.findAttribute(Attributes.runtimeVisibleAnnotations()).map(attribute -> attribute.annotations());
        return visible.orElse(List.of()).stream()
                .anyMatch(annotation ->
                        annotations.contains(annotation.className().stringValue()));
    }

    private Class<?> load(ClassModel model) {
        String name = model.thisClass().asInternalName().replace('/', '.');
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " was found in a folder of class files, and cannot be loaded", e);
        }
    }
}
