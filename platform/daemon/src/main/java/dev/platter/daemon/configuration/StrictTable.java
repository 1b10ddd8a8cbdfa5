// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.server.definition.PlacedDefinition.Position;
import dev.platter.server.definition.Words;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A table of a file, read strictly. It complains about unknown keys when it is opened, and about a value of the wrong kind when
 * the value is read; such a value then counts as missing.
 */
final class StrictTable {
    private final Path file;
    private final TableShape shape;
    private final String name;
    private final Position position;
    private final TomlTable toml;
    private final Complaints complaints;

    /** The tables in this one, by key. Each is opened only once, so that it complains only once. */
    private final Map<String, List<StrictTable>> opened = new HashMap<>();

    /**
     * Opens a table.
     *
     * @param name the name as written in the file, for example {@code [export.vm1]}
     */
    private StrictTable(
            Path file, TableShape shape, String name, Position position, TomlTable toml, Complaints complaints) {
        this.file = file;
        this.shape = shape;
        this.name = name;
        this.position = position;
        this.toml = toml;
        this.complaints = complaints;
    }

    /** Opens a whole file. */
    static StrictTable root(Path file, TableShape shape, TomlTable toml, Complaints complaints) {
        return new StrictTable(file, shape, shape.title(), Position.of(file), toml, complaints).checked();
    }

    private StrictTable checked() {
        for (String key : toml.keySet()) {
            if (!shape.has(key)) {
                String remedy = shape.remedy(key);
                complain(
                        key,
                        "unknown key '" + key + "' in " + name + "; " + remedy + (remedy.endsWith("?") ? " " : "; ")
                                + "possible keys are " + Words.join(shape.names(), "and"));
            }
        }
        return this;
    }

    TableShape shape() {
        return shape;
    }

    /** The table's name as written in the file. */
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

    Optional<Object> value(String key) {
        return Optional.ofNullable(toml.get(List.of(shape.key(key).name())));
    }

    <T> Optional<T> value(String key, Class<T> type, String kind) {
        Optional<Object> value = value(key);
        if (value.isPresent() && !type.isInstance(value.get())) {
            return wrong(key, kind, described(value.get()));
        }
        return value.map(type::cast);
    }

    <T> Optional<T> wrong(String key, String kind, String found) {
        return wrong(position(key), key, kind, found);
    }

    <T> Optional<T> wrong(Position place, String key, String kind, String found) {
        complaints.add(
                place,
                key + " in " + name + " must be " + kind + ", not " + found + "; write for example "
                        + shape.key(key).example());
        return Optional.empty();
    }

    /**
     * The elements of an array that may be missing, but not be empty.
     *
     * @param kind the expected kind of elements, for complaints
     * @return the valid elements by their places
     */
    <T> Map<Position, T> elements(String key, Class<T> type, String kind) {
        Optional<TomlArray> array = value(key, TomlArray.class, kind);
        Map<Position, T> elements = new LinkedHashMap<>();
        if (array.isPresent() && array.get().isEmpty()) {
            wrong(key, kind, "an empty one (remove the key to do without it)");
        }
        for (int i = 0; i < array.map(TomlArray::size).orElse(0); i++) {
            Object element = array.get().get(i);
            Position place = at(array.get().inputPositionOf(i));
            if (!type.isInstance(element) || element.equals("")) {
                wrong(place, key, kind, "one with " + described(element));
            } else {
                elements.put(place, type.cast(element));
            }
        }
        return elements;
    }

    /** A table in this one; a table without keys if it is absent. */
    StrictTable table(String key) {
        return existing(key)
                .orElseGet(() ->
                        new StrictTable(file, shape.child(key), header(key), position, Toml.parse(""), complaints));
    }

    Optional<StrictTable> existing(String key) {
        return opened(
                        key,
                        () -> value(key, TomlTable.class, "a table").stream()
                                .map(table -> child(key, header(key), position(key), table))
                                .toList())
                .stream()
                .findFirst();
    }

    /** The tables of an array of tables. */
    List<StrictTable> tables(String key) {
        String header = "[" + header(key) + "]";
        return opened(
                key,
                () -> elements(key, TomlTable.class, "an array of tables").entrySet().stream()
                        .map(table -> child(key, header, table.getKey(), table.getValue()))
                        .toList());
    }

    private List<StrictTable> opened(String key, Supplier<List<StrictTable>> tables) {
        return opened.computeIfAbsent(key, unopened -> tables.get());
    }

    private StrictTable child(String key, String header, Position place, TomlTable table) {
        return new StrictTable(file, shape.child(key), header, place, table, complaints).checked();
    }

    /** The tables in a table whose keys are names chosen by the user. */
    Map<String, StrictTable> named(String key) {
        Map<String, StrictTable> tables = new LinkedHashMap<>();
        TomlTable parent = value(key, TomlTable.class, "a table").orElseGet(() -> Toml.parse(""));
        for (String chosen : parent.keySet()) {
            Position place = at(parent.inputPositionOf(List.of(chosen)));
            String path = Toml.joinKeyPath(List.of(key, chosen));
            if (parent.get(List.of(chosen)) instanceof TomlTable table) {
                tables.put(chosen, child(key, "[" + path + "]", place, table));
            } else {
                complaints.add(
                        place,
                        path + " must be a table, not "
                                + described(parent.get(List.of(chosen)))
                                + "; write [" + path + "]");
            }
        }
        return tables;
    }

    /** The header of a table in this one. */
    String header(String key) {
        String mine = name.startsWith("[") ? name.replaceAll("^\\[+|\\]+$", "") : "";
        return "["
                + Stream.of(mine, key)
                        .filter(part -> !part.isEmpty())
                        .reduce((a, b) -> a + "." + b)
                        .orElse("") + "]";
    }

    /** The values of a table whose keys are in no shape. */
    Map<String, Object> free(String key) {
        Map<String, Object> values = new LinkedHashMap<>();
        value(key, TomlTable.class, "a table").ifPresent(table -> {
            for (String chosen : table.keySet()) {
                values.put(chosen, table.get(List.of(chosen)));
            }
        });
        return values;
    }

    private Position position(String key, String chosen) {
        return at(toml.inputPositionOf(List.of(key, chosen)));
    }

    /** The places of the keys of a {@linkplain #free free table}. */
    Map<String, Position> positions(String key) {
        Map<String, Position> positions = new LinkedHashMap<>();
        if (toml.get(List.of(key)) instanceof TomlTable table) {
            table.keySet().forEach(chosen -> positions.put(chosen, position(key, chosen)));
        }
        return positions;
    }

    /** A value as complaints show it. */
    static String described(Object value) {
        return switch (value) {
            case String text -> Words.written(text);
            case TomlTable table -> "a table";
            case TomlArray array -> "an array";
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> "the date or time " + value;
        };
    }
}
