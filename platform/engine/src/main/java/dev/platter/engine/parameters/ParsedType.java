// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Any type that has {@code public static T parse(String)}, or {@code parse(String, Path)} if it needs the folder that
 * relative paths begin at: the API's own types and those of authors.
 */
final class ParsedType implements ValueType {
    private final Class<?> type;
    private final Method parse;
    private final boolean wantsFolder;

    private ParsedType(Class<?> type, Method parse, boolean wantsFolder) {
        this.type = type;
        this.parse = parse;
        this.wantsFolder = wantsFolder;
    }

    /** Looks for the method; null if the type has none. */
    static @Nullable ParsedType of(Class<?> type) {
        Method parse = method(type, String.class, Path.class);
        if (parse != null) {
            return new ParsedType(type, parse, true);
        }
        parse = method(type, String.class);
        return parse == null ? null : new ParsedType(type, parse, false);
    }

    private static @Nullable Method method(Class<?> type, Class<?>... parameters) {
        try {
            Method parse = type.getMethod("parse", parameters);
            boolean fits = Modifier.isStatic(parse.getModifiers()) && type.isAssignableFrom(parse.getReturnType());
            // A public method of a class that is not public still needs this.
            return fits && parse.trySetAccessible() ? parse : null;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    @Override
    public String syntax() {
        return Spelling.placeholder(type.getSimpleName());
    }

    @Override
    public Object parse(String text, Path base) {
        try {
            Object value = wantsFolder ? parse.invoke(null, text, base) : parse.invoke(null, text);
            if (value == null) {
                throw new IllegalStateException(type.getName() + ".parse returned null");
            }
            return value;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(type.getName() + ".parse failed: " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(type.getName() + ".parse was accessible when it was looked up", e);
        }
    }
}
