// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.engine.parameters.Component;
import dev.platter.engine.parameters.Suggestion;
import dev.platter.server.definition.AccessRules.CertificateSubject;
import dev.platter.server.definition.AccessRules.UnixAccount;
import dev.platter.server.definition.CidrBlock;
import dev.platter.server.definition.MemberDefinition.BundleReference;
import dev.platter.server.definition.PlacedDefinition.Position;
import dev.platter.server.definition.Words;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads TOML values for the components of a record. Types must match: a text that looks like a number is not a number. */
final class TomlValueReader {
    private final StrictTable table;

    TomlValueReader(StrictTable table) {
        this.table = table;
    }

    /** The value of a key; empty if it is absent or invalid. */
    Optional<Object> single(Component component) {
        String key = component.description().key();
        Class<?> type = component.valueClass();
        if (type == boolean.class) {
            return table.value(key, Boolean.class, "true or false").map(Object.class::cast);
        } else if (type == int.class || type == Integer.class) {
            return number(key, component.min(), component.max());
        } else if (type.isEnum()) {
            return choice(
                    key,
                    Stream.of(type.getEnumConstants())
                            .<Enum<?>>map(constant -> (Enum<?>) constant)
                            .toList());
        } else if (type == String.class || type == Path.class || type == BundleReference.class) {
            return text(key).flatMap(text -> parsed(table.position(key), key, component, text));
        }
        return measure(key, component);
    }

    private Optional<Object> number(String key, long least, long most) {
        String kind = "a whole number from " + least + " to " + most;
        Optional<Long> number = table.value(key, Long.class, kind);
        if (number.isPresent() && (number.get() < least || number.get() > most)) {
            return table.wrong(key, kind, number.get().toString());
        }
        return number.map(Long::intValue);
    }

    private Optional<String> text(String key) {
        Optional<String> text = table.value(key, String.class, "a string");
        return text.isPresent() && text.get().isEmpty() ? table.wrong(key, "a string", "an empty one") : text;
    }

    private Optional<Object> parsed(Position place, String key, Component component, String text) {
        try {
            Path folder = table.folder();
            return Optional.of(
                    component.valueClass() == Path.class
                            ? folder.resolve(text).normalize()
                            : component.parse(text, folder));
        } catch (InvalidPathException e) {
            return table.wrong(place, key, "a path", Words.written(text) + " (" + e.getReason() + ")");
        }
    }

    /** Reads a string, or a number in the default unit. */
    private Optional<Object> measure(String key, Component component) {
        Optional<Object> value = table.value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!(value.get() instanceof String) && !(value.get() instanceof Number)) {
            String kind = "a " + component.description().syntax().toLowerCase(Locale.ROOT);
            return table.wrong(key, kind, StrictTable.described(value.get()));
        }
        try {
            return Optional.of(component.parse(value.get().toString(), table.folder()));
        } catch (IllegalArgumentException e) {
            table.complain(
                    key,
                    key + " in " + table.name() + ": " + e.getMessage() + "; write for example "
                            + table.shape().key(key).example());
            return Optional.empty();
        }
    }

    private Optional<Object> choice(String key, List<Enum<?>> possible) {
        List<String> words = possible.stream().map(Words::of).toList();
        String kind = Words.join(words.stream().map(Words::quoted).toList(), "or");
        Optional<String> word = table.value(key, String.class, kind);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        int index = words.indexOf(word.get());
        if (index >= 0) {
            return Optional.of(possible.get(index));
        }
        String guess = Suggestion.nearest(word.get(), words)
                .map(near -> "; did you mean " + Words.quoted(near) + "?")
                .orElse("");
        table.complain(
                key, key + " in " + table.name() + " must be " + kind + ", not " + Words.written(word.get()) + guess);
        return Optional.empty();
    }

    /** The valid elements of an array. */
    List<Object> list(Component component) {
        String key = component.description().key();
        String kind = "an array of " + plural(component.valueClass());
        Class<?> written = component.valueClass() == UnixAccount.class ? Object.class : String.class;
        List<Object> elements = new ArrayList<>();
        for (Map.Entry<Position, ?> entry : table.elements(key, written, kind).entrySet()) {
            element(entry.getKey(), component, kind, entry.getValue()).ifPresent(elements::add);
        }
        return elements;
    }

    private static String plural(Class<?> type) {
        if (type == CidrBlock.class) {
            return "addresses";
        } else if (type == UnixAccount.class) {
            return "names and numbers";
        } else if (type == CertificateSubject.class) {
            return "certificates' subjects";
        }
        return type == Path.class ? "paths" : "strings";
    }

    private Optional<Object> element(Position place, Component component, String kind, Object element) {
        String key = component.description().key();
        try {
            if (element instanceof String || element instanceof Long) {
                return parsed(place, key, component, element.toString());
            }
        } catch (IllegalArgumentException e) {
            if (component.valueClass() == CidrBlock.class) {
                table.complain(place, key + " in " + table.name() + ": " + e.getMessage());
                return Optional.empty();
            }
        }
        return table.wrong(place, key, kind, "one with " + StrictTable.described(element));
    }
}
