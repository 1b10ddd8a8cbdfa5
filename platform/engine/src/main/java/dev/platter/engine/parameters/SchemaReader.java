// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterGroup;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the schema of a class, and refuses a class that breaks the rules, with a sentence for its author. */
final class SchemaReader<T> {
    private final Class<T> type;

    SchemaReader(Class<T> type) {
        this.type = type;
    }

    /** Makes Java generate the class that annotations of a type have; it does so only once. */
    static void preload(Class<?> annotation) {
        Proxy.newProxyInstance(
                annotation.getClassLoader(), new Class<?>[] {annotation}, (_, method, _) -> method.getDefaultValue());
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
        List<Component> components = new ArrayList<>();
        RecordMaker maker =
                config == null ? null : read(config, ComponentReader.ofParameters(type, config), kind, components);
        var construction = new Construction<>(maker, constructor);
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
            throw malformed("is in a package that its module does not export, so it cannot be constructed");
        }
        return (Constructor<T>) only;
    }

    private @Nullable Class<?> config(Constructor<?> constructor) {
        if (constructor.getParameterCount() == 0) {
            return null;
        }
        Class<?> config = constructor.getParameterTypes()[0];
        if (!config.isRecord()) {
            throw malformed("must take a record in its constructor, and " + config.getName() + " is not one");
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

    /** Reads the components of a record, and those of its groups. */
    private RecordMaker read(Class<?> config, ComponentReader reader, Schema.Kind kind, List<Component> components) {
        List<Optional<RecordMaker.Group>> groups = new ArrayList<>();
        for (RecordComponent declared : config.getRecordComponents()) {
            ParameterGroup group = group(declared);
            if (group != null) {
                if (reader.isOfGroup()) {
                    throw reader.malformed(declared, "is a @ParameterGroup within a group, and groups have none");
                }
                ComponentReader inner = reader.ofGroup(declared.getType(), group);
                RecordMaker maker = read(declared.getType(), inner, kind, components);
                groups.add(Optional.of(new RecordMaker.Group(group.prefix(), maker)));
                continue;
            }
            Component component = reader.read(declared);
            if (kind == Schema.Kind.FILTER && component.description().magic()) {
                throw reader.malformed(declared, "cannot be magic: a word without a key always goes to the plugin");
            }
            for (Component earlier : components) {
                refusePair(reader, declared, earlier.description(), component.description());
            }
            components.add(component);
            groups.add(Optional.empty());
        }
        return new RecordMaker(canonical(config), groups);
    }

    /** The annotation of a component that is a group; most records have none, and then its class is not loaded. */
    private @Nullable ParameterGroup group(RecordComponent declared) {
        if (!declared.getType().isRecord() || declared.isAnnotationPresent(Parameter.class)) {
            return null;
        }
        return declared.getAnnotation(ParameterGroup.class);
    }

    private static void refusePair(
            ComponentReader reader,
            RecordComponent declared,
            ParameterDescription earlier,
            ParameterDescription later) {
        if (earlier.rest() && later.rest()) {
            throw reader.malformed(declared, "cannot take the rest: another component does");
        }
        for (String key : later.keys()) {
            if (earlier.isNamed(key)) {
                throw reader.malformed(declared, "has the key '" + key + "', which another component has too");
            }
        }
        if (earlier.magic() && later.magic()) {
            throw reader.malformed(declared, "cannot be magic: '" + earlier.key() + "' is, and only one can be");
        }
    }

    private SchemaException malformed(String what) {
        return new SchemaException("class " + type.getName() + " " + what);
    }
}
