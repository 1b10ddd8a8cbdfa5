// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.engine.parameters.Schema;
import java.util.ArrayList;
import java.util.List;

/** The names of a kind, plugin or filter, in manifests, in class files and in Java. */
enum Namespace {
    PLUGIN(Schema.Kind.PLUGIN, "dev.platter.plugin", NbdPlugin.class, Plugin.class),
    FILTER(Schema.Kind.FILTER, "dev.platter.filter", NbdFilter.class, Filter.class);

    private final Schema.Kind kind;
    private final String capability;
    private final Class<?> annotation;
    private final Class<?> contract;

    Namespace(Schema.Kind kind, String capability, Class<?> annotation, Class<?> contract) {
        this.kind = kind;
        this.capability = capability;
        this.annotation = annotation;
        this.contract = contract;
    }

    Schema.Kind kind() {
        return kind;
    }

    String capability() {
        return capability;
    }

    Class<?> annotation() {
        return annotation;
    }

    /** The interface that a class of this kind must implement. */
    Class<?> contract() {
        return contract;
    }

    /** The entries of this kind in a list. */
    List<BundleEntry> among(List<BundleEntry> entries) {
        List<BundleEntry> mine = new ArrayList<>();
        for (BundleEntry entry : entries) {
            if (entry.kind() == kind) {
                mine.add(entry);
            }
        }
        return mine;
    }
}
