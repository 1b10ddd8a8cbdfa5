// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.api.parameters.KeyValue;
import dev.platter.engine.parameters.Component;
import dev.platter.server.definition.Words;
import java.util.List;

/** How the value of a key is written in TOML, of which its component knows the texts. */
final class TomlExample {
    private final Component component;

    TomlExample(Component component) {
        this.component = component;
    }

    /** The value that the component has as an example. */
    String value() {
        List<String> texts = component.description().example();
        if (component.valueClass() == KeyValue.class) {
            String[] pair = texts.getFirst().split("=", 2);
            return "{ " + pair[0] + " = " + Words.quoted(pair[1]) + " }";
        }
        return component.shape() == Component.Shape.LIST
                ? texts.stream().map(this::value).toList().toString()
                : value(texts.getFirst());
    }

    /** One text as a value. */
    String value(String text) {
        Class<?> type = component.valueClass();
        boolean bare = type == boolean.class || type == int.class || type == Integer.class || text.matches("[0-9]+");
        return bare ? text : Words.quoted(text);
    }
}
