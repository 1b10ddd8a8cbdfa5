// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.daemon.configuration.Difference.Change;
import dev.platter.engine.parameters.DurationText;
import dev.platter.server.definition.AccessRules.CertificateSubject;
import dev.platter.server.definition.AccessRules.UnixAccount;
import dev.platter.server.definition.MemberDefinition;
import dev.platter.server.definition.ServerDefinition.TakesEffect;
import dev.platter.server.definition.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Collects the differences between two configurations, grouped by when they take effect. */
final class Changes {
    private final List<Change> atOnce = new ArrayList<>();
    private final List<Change> onRestart = new ArrayList<>();

    /**
     * Compares a table key by key, and the tables in it.
     *
     * @param path the prefix of a key; empty, or ends with a dot
     * @param before the record of the old table; empty if it was absent
     * @param after the record of the new table, likewise
     */
    void compare(TableShape shape, String path, Optional<? extends Record> before, Optional<? extends Record> after) {
        for (TableShape.Key key : shape.keys()) {
            Optional<Object> old = before.flatMap(key::of);
            Optional<Object> now = after.flatMap(key::of);
            Optional<TakesEffect.When> when = key.takesEffect();
            if (MemberDefinition.class.isAssignableFrom(key.component().valueClass())
                    || when.equals(Optional.of(TakesEffect.When.ELSEWHERE))) {
                continue;
            }
            if (key.child() != null) {
                compare(key.child(), path + key.name() + ".", old.map(Record.class::cast), now.map(Record.class::cast));
            } else if (when.isPresent()) {
                compareWhole(path + key.name(), old, now);
            } else if (!old.equals(now)) {
                add(change(path + key.name(), old, now));
            }
        }
    }

    /** Compares a value that is reported as a whole and takes effect at a restart. */
    void compareWhole(String key, Optional<?> before, Optional<?> after) {
        if (!Objects.equals(before, after)) {
            onRestart.add(change(key, before, after));
        }
    }

    private static Change change(String key, Optional<?> before, Optional<?> after) {
        return new Change(key, before.map(Changes::written), after.map(Changes::written));
    }

    void add(Change change) {
        atOnce.add(change);
    }

    List<Change> atOnce() {
        return atOnce;
    }

    List<Change> onRestart() {
        return onRestart;
    }

    private static String written(Object value) {
        return switch (value) {
            case String text -> Words.quoted(text);
            case UnixAccount account -> Words.quoted(account.written());
            case CertificateSubject subject -> Words.quoted(subject.name());
            case Enum<?> word -> Words.quoted(Words.of(word));
            case Duration duration -> Words.quoted(DurationText.of(duration));
            case List<?> list -> list.stream().map(Changes::written).toList().toString();
            default -> value.toString();
        };
    }
}
