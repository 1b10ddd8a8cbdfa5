// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterGroup;
import dev.platter.api.parameters.Placed;
import dev.platter.api.parameters.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how the components of a record describe parameters, and refuses a record that breaks the rules. */
final class ComponentReader {
    /** Defaults are tried when the record is read, before the folder is known that relative paths begin at. */
    private static final Path SOME_FOLDER = Path.of("").toAbsolutePath();

    private final @Nullable Class<?> member;
    private final Class<?> record;

    /** What the keys of a group begin with, and what its parameters are about; null outside of a group. */
    private final @Nullable ParameterGroup group;

    private ComponentReader(@Nullable Class<?> member, Class<?> record, @Nullable ParameterGroup group) {
        this.member = member;
        this.record = record;
        this.group = group;
    }

    /**
     * A reader for the parameters of a plugin or filter.
     *
     * @param member its class
     * @param config the record that its constructor takes
     */
    static ComponentReader ofParameters(Class<?> member, Class<?> config) {
        return new ComponentReader(member, config, null);
    }

    /**
     * A reader for the parameters in a group.
     *
     * @param type the record that the group is
     */
    ComponentReader ofGroup(Class<?> type, ParameterGroup its) {
        return new ComponentReader(member, type, its);
    }

    boolean isOfGroup() {
        return group != null;
    }

    /** A reader for the keys of a table. */
    static ComponentReader ofTable(Class<?> record) {
        return new ComponentReader(null, record, null);
    }

    Component read(RecordComponent declared) {
        @Nullable Parameter parameter = declared.getAnnotation(Parameter.class);
        if (parameter == null || parameter.help().isBlank()) {
            throw malformed(declared, "needs a @Parameter whose help says what it is for");
        }
        if (group != null && (parameter.rest() || parameter.magic())) {
            throw malformed(declared, "is in a @ParameterGroup, so it can be neither magic nor for the rest");
        }
        return parameter.rest() ? rest(declared, parameter) : named(declared, parameter);
    }

    private Component rest(RecordComponent declared, Parameter parameter) {
        boolean fits = declared.getType() == List.class && argument(declared) == KeyValue.class;
        if (!fits
                || parameter.magic()
                || hasDefault(parameter)
                || !parameter.name().isEmpty()
                || parameter.aliases().length > 0) {
            throw malformed(
                    declared,
                    "takes the rest, so it must be a List<KeyValue> without magic, name, aliases and default");
        }
        String syntax = parameter.syntax().isEmpty() ? "VALUE" : parameter.syntax();
        var description = new ParameterDescription(
                "KEY",
                List.of(),
                syntax,
                help(parameter),
                Optional.empty(),
                false,
                true,
                false,
                true,
                aboutSubject(parameter.whenAbsent()),
                List.of(parameter.example()));
        return new Component(description, Component.Shape.REST, KeyValue.class, new TextType(), false);
    }

    private Component named(RecordComponent declared, Parameter parameter) {
        Component.Shape shape = shape(declared);
        Class<?> valueClass = shape == Component.Shape.SINGLE ? declared.getType() : argument(declared);
        ValueType valueType = valueType(valueClass, parameter);
        if (valueType == null) {
            throw malformed(
                    declared,
                    "has the type " + valueClass.getName()
                            + ", which is not a known one and has no method 'public static "
                            + valueClass.getSimpleName() + " parse(String)' or 'parse(String, Path)'");
        }
        if (hasBounds(parameter) && !(valueType instanceof WholeNumberType)) {
            throw malformed(declared, "has bounds, and only an int or a long can have them");
        }
        if (!isTable() && shape == Component.Shape.OPTIONAL && hasDefault(parameter)) {
            throw malformed(declared, "cannot be Optional and have a default: it would never be empty");
        }
        String key = key(declared, parameter);
        checkKey(declared, key);
        for (String alias : parameter.aliases()) {
            checkKey(declared, alias);
        }
        var description = new ParameterDescription(
                key,
                List.of(parameter.aliases()),
                parameter.syntax().isEmpty() ? valueType.syntax() : parameter.syntax(),
                help(parameter),
                hasDefault(parameter) ? Optional.of(parameter.defaultValue()) : Optional.empty(),
                shape == Component.Shape.SINGLE && !hasDefault(parameter),
                shape == Component.Shape.LIST || shape == Component.Shape.PLACED,
                parameter.magic(),
                false,
                aboutSubject(parameter.whenAbsent()),
                List.of(parameter.example()));
        var component = new Component(description, shape, valueClass, valueType, parameter.once());
        if (hasDefault(parameter)) {
            tryDefault(declared, component);
        }
        return component;
    }

    private void checkKey(RecordComponent declared, String key) {
        if (!CommandLineParameters.isKey(key)) {
            throw malformed(
                    declared,
                    "has the key '" + key + "', which could not be written on a command line:"
                            + " a key is a letter, and then letters, digits, dots, underscores and dashes (all ASCII)");
        }
    }

    private String key(RecordComponent declared, Parameter parameter) {
        if (parameter.name().equals(Parameter.PREFIX)) {
            if (group == null) {
                throw malformed(declared, "has the name Parameter.PREFIX, but is not in a @ParameterGroup");
            }
            return group.prefix();
        }
        String own = parameter.name().isEmpty() ? Spelling.dashed(declared.getName()) : parameter.name();
        return group == null ? own : group.prefix() + "-" + own;
    }

    private void tryDefault(RecordComponent declared, Component component) {
        try {
            component.value(List.of(), SOME_FOLDER);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw malformed(declared, "has an invalid default: " + e.getMessage());
        }
    }

    /** Text blocks have line breaks, which are not the reader's. */
    private String help(Parameter parameter) {
        return aboutSubject(parameter.help().strip().replace('\n', ' '));
    }

    private String aboutSubject(String text) {
        return group == null ? text : text.replace("{subject}", group.subject());
    }

    private static boolean hasDefault(Parameter parameter) {
        return !parameter.defaultValue().equals(Parameter.REQUIRED);
    }

    private static boolean hasBounds(Parameter parameter) {
        return parameter.min() != Long.MIN_VALUE || parameter.max() != Long.MAX_VALUE;
    }

    private Component.Shape shape(RecordComponent declared) {
        if (declared.getType() == Optional.class) {
            return Component.Shape.OPTIONAL;
        }
        if (isTable() && declared.getType() == Map.class) {
            return Component.Shape.NAMED;
        }
        if (declared.getType() == List.class) {
            return placed(declared).isPresent() ? Component.Shape.PLACED : Component.Shape.LIST;
        }
        return Component.Shape.SINGLE;
    }

    /** The T of a {@code List} or {@code Optional}, or the value type of a {@code Map} whose keys are texts. */
    private Class<?> argument(RecordComponent declared) {
        if (declared.getGenericType() instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Type argument = arguments[arguments.length - 1];
            if (argument instanceof Class<?> known) {
                return known;
            }
            Optional<Class<?>> placed = placed(declared);
            if (placed.isPresent()) {
                return placed.get();
            }
        }
        throw malformed(
                declared,
                "must say what it is a " + declared.getType().getSimpleName() + " of, with a class and not a wildcard");
    }

    /** The T of a {@code List<Placed<T>>}; empty for any other type. */
    private static Optional<Class<?>> placed(RecordComponent declared) {
        return declared.getType() == List.class
                        && declared.getGenericType() instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof ParameterizedType element
                        && element.getRawType() == Placed.class
                        && element.getActualTypeArguments()[0] instanceof Class<?> value
                ? Optional.of(value)
                : Optional.empty();
    }

    private @Nullable ValueType valueType(Class<?> type, Parameter parameter) {
        if (type == String.class) {
            return new TextType();
        } else if (type == boolean.class || type == Boolean.class) {
            return new BooleanType();
        } else if (type == int.class || type == Integer.class) {
            return WholeNumberType.ofInt(parameter.min(), parameter.max());
        } else if (type == long.class || type == Long.class) {
            return WholeNumberType.ofLong(parameter.min(), parameter.max());
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
        if (parsed == null && isTable() && type.isRecord()) {
            return new TableType();
        }
        return parsed == null && type.isEnum() ? new EnumType(type) : parsed;
    }

    private boolean isTable() {
        return member == null;
    }

    /** Makes the exception. The record may be asked for its simple name only here: that loads the class around it. */
    SchemaException malformed(RecordComponent component, String what) {
        String whose = member == null
                ? "record " + record.getName() + " cannot be a table: its component "
                : "class " + member.getName() + " takes " + record.getSimpleName() + ", whose component ";
        return new SchemaException(whose + component.getName() + " " + what);
    }

    /** A record in a table; the code that reads the file reads its components. */
    static final class TableType implements ValueType {
        @Override
        public String syntax() {
            return "TABLE";
        }

        @Override
        public Object parse(String text, Path base) {
            throw new IllegalArgumentException("a table cannot be written as a text");
        }
    }
}
