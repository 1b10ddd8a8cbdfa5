package dev.platter.engine.parameters;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Annotation;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a class and of its record components, read from its class file.
 *
 * <p>Reflection has them too, but it makes a proxy class for each type of annotation. Measured with an AOT cache, the
 * first annotation takes 10 ms that way and each further type 2.5 ms, of a start that is to take 150; a class file takes
 * less than 1 ms.
 */
final class ClassFileAnnotations {
    private final ClassModel model;

    private ClassFileAnnotations(ClassModel model) {
        this.model = model;
    }

    /**
     * Reads the annotations of a class.
     *
     * @throws IOException if its loader has no class file for it, or one that cannot be read
     */
    static ClassFileAnnotations of(Class<?> type) throws IOException {
        String name = type.getName();
        String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
        try (InputStream bytes = type.getResourceAsStream(file)) {
            if (bytes == null) {
                throw new IOException("its class loader does not have the class file");
            }
            return new ClassFileAnnotations(ClassFile.of().parse(bytes.readAllBytes()));
        } catch (IllegalArgumentException e) {
            throw new IOException("its class file cannot be read: " + e.getMessage(), e);
        }
    }

    /** An annotation of the class itself. */
    AnnotationValues ofClass(Class<?> annotation) {
        return new AnnotationValues(annotation, find(model, annotation));
    }

    /** An annotation of a record component. */
    AnnotationValues ofComponent(String component, Class<?> annotation) {
        Optional<RecordAttribute> record = model.findAttribute(Attributes.record());
        if (record.isPresent()) {
            for (RecordComponentInfo info : record.get().components()) {
                if (info.name().equalsString(component)) {
                    return new AnnotationValues(annotation, find(info, annotation));
                }
            }
        }
        return new AnnotationValues(annotation, null);
    }

    private static @Nullable Annotation find(AttributedElement annotated, Class<?> type) {
        Optional<RuntimeVisibleAnnotationsAttribute> all =
                annotated.findAttribute(Attributes.runtimeVisibleAnnotations());
        if (all.isPresent()) {
            for (Annotation annotation : all.get().annotations()) {
                if (annotation.className().equalsString(type.descriptorString())) {
                    return annotation;
                }
            }
        }
        return null;
    }
}
