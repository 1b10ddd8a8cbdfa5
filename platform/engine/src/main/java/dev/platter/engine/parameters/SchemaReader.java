// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Secret;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a schema off a class, and refuses one that does not keep to the rules, in a sentence for its author. */
final class SchemaReader<T> {
    /** Defaults are tried out when the schema is read, long before anybody knows whose folder paths begin at. */
    private static final Path SOME_FOLDER = Path.of("").toAbsolutePath();

    private final Class<T> type;

    SchemaReader(Class<T> type) {
        this.type = type;
    }

    Schema<T> read() {
        NbdPlugin plugin = type.getAnnotation(NbdPlugin.class);
        NbdFilter filter = type.getAnnotation(NbdFilter.class);
        if ((plugin == null) == (filter == null)) {
            throw malformed("must have @NbdPlugin or @NbdFilter on it, one of the two");
        }
        Schema.Kind kind = plugin != null ? Schema.Kind.PLUGIN : Schema.Kind.FILTER;
        Class<?> role = kind == Schema.Kind.PLUGIN ? Plugin.class : Filter.class;
        if (!role.isAssignableFrom(type)) {
            throw malformed("must implement " + role.getName() + ", as its annotation says");
        }
        if (!Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
            throw malformed("must be public and not abstract");
        }
        Constructor<T> constructor = constructor();
        Class<?> config = config(constructor);
        List<Component> components = config == null ? List.of() : components(config, kind);
        var construction = new Construction<>(config == null ? null : canonical(config), constructor);
        return plugin != null
                ? new Schema<>(kind, plugin.name(), plugin.summary(), plugin.threadModel(), components, construction)
                : new Schema<>(kind, filter.name(), filter.summary(), filter.threadModel(), components, construction);
    }

    @SuppressWarnings("unchecked") // the constructors of Class<T> make a T; an array cannot say so
    private Constructor<T> constructor() {
        Constructor<?>[] constructors = type.getConstructors();
        if (constructors.length != 1) {
            throw malformed("must have one public constructor, and has " + constructors.length);
        }
        Constructor<?> only = constructors[0];
        if (only.getParameterCount() > 1) {
            throw malformed("must take one record in its constructor or nothing, not " + only.getParameterCount()
                    + " parameters");
        }
        if (!only.trySetAccessible()) {
            throw malformed("is in a package that its module exports to nobody, so it cannot be constructed");
        }
        return (Constructor<T>) only;
    }

    private @Nullable Class<?> config(Constructor<?> constructor) {
        if (constructor.getParameterCount() == 0) {
            return null;
        }
        Class<?> config = constructor.getParameterTypes()[0];
        if (!config.isRecord()) {
            throw malformed("must take a record in its constructor, and " + config.getName() + " is none");
        }
        return config;
    }

    private Constructor<?> canonical(Class<?> config) {
        RecordComponent[] components = config.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
        }
        try {
            Constructor<?> canonical = config.getDeclaredConstructor(types);
            if (!canonical.trySetAccessible()) {
                throw malformed(config.getName() + " must be public, in a package that its module exports");
            }
            return canonical;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has a canonical constructor", e);
        }
    }

    private List<Component> components(Class<?> config, Schema.Kind kind) {
        List<Component> components = new ArrayList<>();
        for (RecordComponent declared : config.getRecordComponents()) {
            Component component = component(config, declared, declared.getAnnotation(Parameter.class));
            if (kind == Schema.Kind.FILTER && component.description().magic()) {
                throw malformed(config, declared, "cannot be magic: a word without a key always goes to the plugin");
            }
            for (Component earlier : components) {
                refusePair(config, declared, earlier.description(), component.description());
            }
            components.add(component);
        }
        return components;
    }

    private void refusePair(
            Class<?> config, RecordComponent declared, ParameterDescription earlier, ParameterDescription later) {
        if (earlier.rest() && later.rest()) {
            throw malformed(config, declared, "cannot take the rest: another component does");
        }
        if (earlier.key().equals(later.key())) {
            throw malformed(config, declared, "has the key '" + later.key() + "', which another component has too");
        }
        if (earlier.magic() && later.magic()) {
            throw malformed(config, declared, "cannot be magic: '" + earlier.key() + "' is, and only one can be");
        }
    }

    private Component component(Class<?> config, RecordComponent declared, @Nullable Parameter parameter) {
        if (parameter == null || parameter.help().isBlank()) {
            throw malformed(config, declared, "needs a @Parameter whose help says what it is for");
        }
        return parameter.rest() ? rest(config, declared, parameter) : named(config, declared, parameter);
    }

    private Component rest(Class<?> config, RecordComponent declared, Parameter parameter) {
        boolean fits = declared.getType() == List.class && argument(config, declared) == KeyValue.class;
        if (!fits
                || parameter.magic()
                || hasDefault(parameter)
                || !parameter.name().isEmpty()) {
            throw malformed(
                    config, declared, "takes the rest, so it must be a List<KeyValue> without magic, name and default");
        }
        String syntax = parameter.syntax().isEmpty() ? "VALUE" : parameter.syntax();
        var description =
                new ParameterDescription("KEY", syntax, help(parameter), Optional.empty(), false, true, false, true);
        return new Component(description, Component.Shape.REST, new TextType());
    }

    private Component named(Class<?> config, RecordComponent declared, Parameter parameter) {
        Component.Shape shape = shape(declared);
        Class<?> valueClass = shape == Component.Shape.SINGLE ? declared.getType() : argument(config, declared);
        ValueType valueType = valueType(valueClass);
        if (valueType == null) {
            throw malformed(
                    config,
                    declared,
                    "has the type " + valueClass.getName()
                            + ", which is none of the known ones and has no method 'public static "
                            + valueClass.getSimpleName() + " parse(String)' or 'parse(String, Path)'");
        }
        if (shape == Component.Shape.OPTIONAL && hasDefault(parameter)) {
            throw malformed(config, declared, "cannot be Optional and have a default: it would never be empty");
        }
        String key = parameter.name().isEmpty() ? Words.dashed(declared.getName()) : parameter.name();
        if (!CommandLineParameters.isKey(key)) {
            throw malformed(
                    config,
                    declared,
                    "has the key '" + key + "', which could not be written on a command line:"
                            + " a key is a letter, and then letters, digits, dots, underscores and dashes (all ASCII)");
        }
        var description = new ParameterDescription(
                key,
                parameter.syntax().isEmpty() ? valueType.syntax() : parameter.syntax(),
                help(parameter),
                hasDefault(parameter) ? Optional.of(parameter.defaultValue()) : Optional.empty(),
                shape == Component.Shape.SINGLE && !hasDefault(parameter),
                shape == Component.Shape.LIST,
                parameter.magic(),
                false);
        var component = new Component(description, shape, valueType);
        if (hasDefault(parameter)) {
            tryDefault(config, declared, component);
        }
        return component;
    }

    private void tryDefault(Class<?> config, RecordComponent declared, Component component) {
        try {
            component.value(List.of(), SOME_FOLDER);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw malformed(config, declared, "has a default that is no value of it: " + e.getMessage());
        }
    }

    /** Text blocks have lines, which are not those of who will read it. */
    private static String help(Parameter parameter) {
        return parameter.help().strip().replace('\n', ' ');
    }

    private static boolean hasDefault(Parameter parameter) {
        return !parameter.defaultValue().equals(Parameter.REQUIRED);
    }

    private static Component.Shape shape(RecordComponent declared) {
        if (declared.getType() == Optional.class) {
            return Component.Shape.OPTIONAL;
        }
        return declared.getType() == List.class ? Component.Shape.LIST : Component.Shape.SINGLE;
    }

    /** The T of a List or Optional. */
    private Class<?> argument(Class<?> config, RecordComponent declared) {
        if (declared.getGenericType() instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            if (argument instanceof Class<?> known) {
                return known;
            }
        }
        throw malformed(
                config,
                declared,
                "must say of what it is a " + declared.getType().getSimpleName() + ", with a class and no wildcard");
    }

    private static @Nullable ValueType valueType(Class<?> type) {
        if (type == String.class) {
            return new TextType();
        } else if (type == boolean.class || type == Boolean.class) {
            return new BooleanType();
        } else if (type == int.class || type == Integer.class) {
            return WholeNumberType.ofInt();
        } else if (type == long.class || type == Long.class) {
            return WholeNumberType.ofLong();
        } else if (type == double.class || type == Double.class) {
            return new NumberType();
        } else if (type == Path.class) {
            return new PathType();
        } else if (type == Duration.class) {
            return new DurationType();
        } else if (type == URI.class) {
            return new UriType();
        } else if (type == Secret.class) {
            return new SecretType();
        }
        ValueType parsed = ParsedType.of(type);
        return parsed == null && type.isEnum() ? new EnumType(type) : parsed;
    }

    private SchemaException malformed(String what) {
        return new SchemaException("class " + type.getName() + " " + what);
    }

    private SchemaException malformed(Class<?> config, RecordComponent component, String what) {
        return malformed("takes " + config.getSimpleName() + ", whose component " + component.getName() + " " + what);
    }
}
