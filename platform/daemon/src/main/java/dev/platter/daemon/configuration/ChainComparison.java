// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.api.parameters.KeyValue;
import dev.platter.daemon.configuration.Difference.Change;
import dev.platter.server.DefinitionSource.SecretParameters;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.MemberDefinition;
import dev.platter.server.definition.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the plugins and filters of two exports.
 *
 * <p>If filters are added or removed, the difference shows the whole list of filters before and after. Parameters are compared
 * between filters of the same reference, in order: the first {@code log} of one export with the first {@code log} of the other,
 * and so on. So a new filter in front does not make all others look changed.
 */
final class ChainComparison {
    private final Changes changes;
    private final SecretParameters secrets;

    ChainComparison(Changes changes, SecretParameters secrets) {
        this.changes = changes;
        this.secrets = secrets;
    }

    void compare(ExportDefinition before, ExportDefinition after) {
        compareUse("plugin.use", before.plugin().reference(), after.plugin().reference());
        compareParameters("plugin", before.plugin(), after.plugin());
        compareUse("filter", chain(before), chain(after));
        List<MemberDefinition> left = new ArrayList<>(before.filters());
        for (int i = 0; i < after.filters().size(); i++) {
            MemberDefinition filter = after.filters().get(i);
            for (int j = 0; j < left.size(); j++) {
                if (left.get(j).reference().equals(filter.reference())) {
                    compareParameters("filter[" + i + "]", left.remove(j), filter);
                    break;
                }
            }
        }
    }

    private static String chain(ExportDefinition export) {
        return String.join(
                ", ", export.filters().stream().map(MemberDefinition::reference).toList());
    }

    private void compareUse(String key, String before, String after) {
        if (!before.equals(after)) {
            changes.add(new Change(key, written(before), written(after)));
        }
    }

    private static Optional<String> written(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Words.quoted(text));
    }

    private void compareParameters(String member, MemberDefinition before, MemberDefinition after) {
        if (before.parameters().equals(after.parameters())) {
            return;
        }
        Map<String, List<String>> old = byKey(before);
        Map<String, List<String>> now = byKey(after);
        Set<String> keys = new LinkedHashSet<>(old.keySet());
        keys.addAll(now.keySet());
        for (String key : keys) {
            if (!Objects.equals(old.get(key), now.get(key))) {
                boolean secret = secrets.isSecret(before, key) || secrets.isSecret(after, key);
                changes.add(new Change(
                        member + ".parameters." + key, shown(old.get(key), secret), shown(now.get(key), secret)));
            }
        }
        if (old.equals(now)) {
            compareArrangement(member + ".parameters", before, after);
        }
    }

    private static Map<String, List<String>> byKey(MemberDefinition member) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (KeyValue parameter : member.parameters()) {
            values.computeIfAbsent(parameter.key(), key -> new ArrayList<>()).add(parameter.value());
        }
        return values;
    }

    private static Optional<String> shown(@Nullable List<String> values, boolean secret) {
        if (values == null) {
            return Optional.empty();
        }
        return Optional.of(
                secret
                        ? Change.SECRET
                        : String.join(", ", values.stream().map(Words::quoted).toList()));
    }

    /** Reports parameters with the same values but another order, or another folder for relative paths. */
    private void compareArrangement(String key, MemberDefinition before, MemberDefinition after) {
        String old = "in " + folders(before) + ": " + keys(before);
        String now = "in " + folders(after) + ": " + keys(after);
        changes.add(new Change(key, Optional.of(old), Optional.of(now)));
    }

    private static String folders(MemberDefinition member) {
        return String.join(
                ", ",
                member.parameters().stream()
                        .map(parameter -> parameter.folder().toString())
                        .distinct()
                        .toList());
    }

    private static String keys(MemberDefinition member) {
        return String.join(", ", member.parameters().stream().map(KeyValue::key).toList());
    }
}
