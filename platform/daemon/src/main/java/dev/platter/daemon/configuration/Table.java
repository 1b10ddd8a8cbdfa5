// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.api.parameters.Size;
import dev.platter.engine.parameters.DurationText;
import dev.platter.engine.parameters.Suggestion;
import dev.platter.server.definition.Position;
import dev.platter.server.definition.Words;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A table of a file, read strictly: a key that its section does not have is complained about when the table is opened, and
 * a value of the wrong kind when it is asked for, which then looks as if it were not there.
 */
final class Table {
    private final Path file;
    private final Section section;
    private final String name;
    private final Position position;
    private final TomlTable toml;
    private final Complaints complaints;

    /**
     * Opens a table.
     *
     * @param name as it is written in the file, for example {@code [export.vm1]}
     */
    private Table(Path file, Section section, String name, Position position, TomlTable toml, Complaints complaints) {
        this.file = file;
        this.section = section;
        this.name = name;
        this.position = position;
        this.toml = toml;
        this.complaints = complaints;
    }

    /** Opens a whole file. */
    static Table root(Path file, Section section, TomlTable toml, Complaints complaints) {
        return new Table(file, section, section.title(), Position.of(file), toml, complaints).checked();
    }

    private Table checked() {
        for (String key : toml.keySet()) {
            if (!section.has(key)) {
                String remedy = section.remedy(key);
                complain(
                        key,
                        "unknown key '" + key + "' in " + name + "; " + remedy + (remedy.endsWith("?") ? " " : "; ")
                                + "possible are " + Words.join(section.keys(), "and"));
            }
        }
        return this;
    }

    /** As it is written in the file. */
    String name() {
        return name;
    }

    Position position() {
        return position;
    }

    Position position(String key) {
        return at(toml.inputPositionOf(List.of(key)));
    }

    private Position at(TomlPosition place) {
        return new Position(file, place.line(), place.column());
    }

    /** The absolute folder of the file, at which relative paths begin. */
    Path folder() {
        return file.toAbsolutePath().normalize().getParent();
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    void complain(String key, String sentence) {
        complaints.add(position(key), sentence);
    }

    void complain(Position place, String sentence) {
        complaints.add(place, sentence);
    }

    /** Complains about a key of a {@linkplain #free free table}. */
    void complain(String key, String chosen, String sentence) {
        complaints.add(position(key, chosen), sentence);
    }

    /** Complains about the table as a whole. */
    void complain(String sentence) {
        complaints.add(position, sentence);
    }

    private Optional<Object> value(String key) {
        if (!section.has(key)) {
            throw new IllegalArgumentException(key + " is no key of " + section);
        }
        return Optional.ofNullable(toml.get(List.of(key)));
    }

    private <T> Optional<T> value(String key, Class<T> type, String kind) {
        Optional<Object> value = value(key);
        if (value.isPresent() && !type.isInstance(value.get())) {
            return wrong(key, kind, TomlValue.described(value.get()));
        }
        return value.map(type::cast);
    }

    private <T> Optional<T> wrong(String key, String kind, String found) {
        return wrong(position(key), key, kind, found);
    }

    <T> Optional<T> wrong(Position place, String key, String kind, String found) {
        complaints.add(
                place,
                key + " in " + name + " must be " + kind + ", not " + found + "; write for example "
                        + section.example(key));
        return Optional.empty();
    }

    Optional<String> text(String key) {
        Optional<String> text = value(key, String.class, "a string");
        return text.isPresent() && text.get().isEmpty() ? wrong(key, "a string", "an empty one") : text;
    }

    boolean flag(String key, boolean otherwise) {
        return value(key, Boolean.class, "true or false").orElse(otherwise);
    }

    Optional<Integer> number(String key, int least, int most) {
        String kind = "a whole number from " + least + " to " + most;
        Optional<Long> number = value(key, Long.class, kind);
        if (number.isPresent() && (number.get() < least || number.get() > most)) {
            return wrong(key, kind, number.get().toString());
        }
        return number.map(Long::intValue);
    }

    Optional<Size> size(String key) {
        return parsed(key, "a size", Size::parse);
    }

    Optional<Duration> duration(String key) {
        return parsed(key, "a duration", DurationText::parse);
    }

    /** A string, or a number in the unit that such a thing has without one. */
    private <T> Optional<T> parsed(String key, String kind, Function<String, T> parser) {
        Optional<Object> value = value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!(value.get() instanceof String) && !(value.get() instanceof Number)) {
            return wrong(key, kind, TomlValue.described(value.get()));
        }
        try {
            return Optional.of(parser.apply(value.get().toString()));
        } catch (IllegalArgumentException e) {
            complain(key, key + " in " + name + ": " + e.getMessage() + "; write for example " + section.example(key));
            return Optional.empty();
        }
    }

    <E extends Enum<E>> Optional<E> choice(String key, List<E> possible) {
        List<String> words = possible.stream().map(Words::of).toList();
        String kind = Words.join(words.stream().map(Words::quoted).toList(), "or");
        Optional<String> word = value(key, String.class, kind);
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
        complain(key, key + " in " + name + " must be " + kind + ", not " + Words.written(word.get()) + guess);
        return Optional.empty();
    }

    Optional<Path> path(String key) {
        return text(key).flatMap(text -> resolved(position(key), key, text));
    }

    List<Path> paths(String key) {
        List<Path> paths = new ArrayList<>();
        elements(key, String.class, "an array of paths")
                .forEach((place, text) -> resolved(place, key, text).ifPresent(paths::add));
        return paths;
    }

    private Optional<Path> resolved(Position place, String key, String text) {
        try {
            return Optional.of(folder().resolve(text).normalize());
        } catch (InvalidPathException e) {
            return wrong(place, key, "a path", Words.written(text) + " (" + e.getReason() + ")");
        }
    }

    /**
     * The elements of an array that may be missing, but not be empty.
     *
     * @param kind what somebody should have written
     * @return the elements that are as they should be, by where they stand
     */
    <T> Map<Position, T> elements(String key, Class<T> type, String kind) {
        Optional<TomlArray> array = value(key, TomlArray.class, kind);
        Map<Position, T> elements = new LinkedHashMap<>();
        if (array.isPresent() && array.get().isEmpty()) {
            wrong(key, kind, "an empty one (remove the key to do without)");
        }
        for (int i = 0; i < array.map(TomlArray::size).orElse(0); i++) {
            Object element = array.get().get(i);
            Position place = at(array.get().inputPositionOf(i));
            if (!type.isInstance(element) || element.equals("")) {
                wrong(place, key, kind, "one with " + TomlValue.described(element));
            } else {
                elements.put(place, type.cast(element));
            }
        }
        return elements;
    }

    /** A table in this one; one without keys if it is not there. */
    Table table(String key, Section child) {
        return existing(key, child)
                .orElseGet(() -> new Table(file, child, header(key), position, Toml.parse(""), complaints));
    }

    Optional<Table> existing(String key, Section child) {
        return value(key, TomlTable.class, "a table")
                .map(table -> new Table(file, child, header(key), position(key), table, complaints).checked());
    }

    /** The tables of an array of tables. */
    List<Table> tables(String key, Section child) {
        Map<Position, TomlTable> tables = elements(key, TomlTable.class, "an array of tables");
        String header = "[" + header(key) + "]";
        List<Table> opened = new ArrayList<>();
        tables.forEach(
                (place, table) -> opened.add(new Table(file, child, header, place, table, complaints).checked()));
        return opened;
    }

    /** The tables in a table whose keys are names that somebody has chosen. */
    Map<String, Table> named(String key, Section child) {
        Map<String, Table> tables = new LinkedHashMap<>();
        TomlTable parent = value(key, TomlTable.class, "a table").orElseGet(() -> Toml.parse(""));
        for (String chosen : parent.keySet()) {
            Position place = at(parent.inputPositionOf(List.of(chosen)));
            String path = Toml.joinKeyPath(List.of(key, chosen));
            if (parent.get(List.of(chosen)) instanceof TomlTable table) {
                tables.put(chosen, new Table(file, child, "[" + path + "]", place, table, complaints).checked());
            } else {
                complaints.add(
                        place,
                        path + " must be a table, not "
                                + TomlValue.described(parent.get(List.of(chosen)))
                                + "; write [" + path + "]");
            }
        }
        return tables;
    }

    /** How a table in this one is written. */
    String header(String key) {
        String mine = name.startsWith("[") ? name.replaceAll("^\\[+|\\]+$", "") : "";
        return "["
                + Stream.of(mine, key)
                        .filter(part -> !part.isEmpty())
                        .reduce((a, b) -> a + "." + b)
                        .orElse("") + "]";
    }

    /** A table whose keys this reader does not know, as where they stand and what they hold. */
    Map<String, Object> free(String key) {
        Map<String, Object> values = new LinkedHashMap<>();
        value(key, TomlTable.class, "a table").ifPresent(table -> {
            for (String chosen : table.keySet()) {
                values.put(chosen, table.get(List.of(chosen)));
            }
        });
        return values;
    }

    /** Where a key of a {@linkplain #free free table} stands. */
    Position position(String key, String chosen) {
        return at(toml.inputPositionOf(List.of(key, chosen)));
    }
}
