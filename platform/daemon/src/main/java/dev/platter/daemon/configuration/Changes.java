// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.engine.parameters.DurationText;
import dev.platter.server.definition.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Collects what differs between two things of one kind. */
final class Changes<T> {
    private final T before;
    private final T after;
    private final List<Change> collected = new ArrayList<>();

    Changes(T before, T after) {
        this.before = before;
        this.after = after;
    }

    /** Compares what a part of both would look like in a file. */
    void compare(String key, Function<T, Object> part) {
        compareOptional(key, part.andThen(Optional::of));
    }

    void compareOptional(String key, Function<T, ? extends Optional<?>> part) {
        Optional<?> old = part.apply(before);
        Optional<?> now = part.apply(after);
        if (!old.equals(now)) {
            add(new Change(key, old.map(Changes::written), now.map(Changes::written)));
        }
    }

    void add(Change change) {
        collected.add(change);
    }

    List<Change> list() {
        return collected;
    }

    private static String written(Object value) {
        return switch (value) {
            case String text -> Words.quoted(text);
            case Enum<?> word -> Words.quoted(Words.of(word));
            case Duration duration -> Words.quoted(DurationText.of(duration));
            case List<?> list -> list.stream().map(Changes::written).toList().toString();
            default -> value.toString();
        };
    }
}
