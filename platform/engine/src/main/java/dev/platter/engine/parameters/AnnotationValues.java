package dev.platter.engine.parameters;

import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import org.jspecify.annotations.Nullable;

/**
 * What an annotation says, with its defaults.
 *
 * @param type the type of the annotation
 * @param annotation what was written; null if the annotation is not there
 */
record AnnotationValues(Class<?> type, @Nullable Annotation annotation) {
    boolean isPresent() {
        return annotation != null;
    }

    String text(String element) {
        return written(element) instanceof AnnotationValue.OfString text
                ? text.stringValue()
                : (String) defaultValue(element);
    }

    boolean flag(String element) {
        return written(element) instanceof AnnotationValue.OfBoolean flag
                ? flag.booleanValue()
                : (boolean) defaultValue(element);
    }

    /** The name of an enum's constant. */
    String constant(String element) {
        return written(element) instanceof AnnotationValue.OfEnum constant
                ? constant.constantName().stringValue()
                : ((Enum<?>) defaultValue(element)).name();
    }

    private @Nullable AnnotationValue written(String element) {
        if (annotation == null) {
            throw new IllegalStateException("there is no @" + type.getSimpleName());
        }
        for (AnnotationElement written : annotation.elements()) {
            if (written.name().equalsString(element)) {
                return written.value();
            }
        }
        return null;
    }

    private Object defaultValue(String element) {
        try {
            return type.getMethod(element).getDefaultValue();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("@" + type.getSimpleName() + " has no element " + element, e);
        }
    }
}
