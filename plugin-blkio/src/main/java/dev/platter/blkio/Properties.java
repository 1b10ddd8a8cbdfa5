// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio;

import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.ParameterException;
import dev.platter.blkio.device.Property;
import dev.platter.blkio.device.PropertyType;
import dev.platter.blkio.device.Settings;
import dev.platter.words.NearName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The properties of libblkio 1.5, as far as this plugin can tell what is wrong with a value before anything is opened. */
final class Properties {
    private static final List<Property> KNOWN = List.of(
            new Property("path", PropertyType.TEXT, true),
            new Property("fd", PropertyType.NUMBER, true),
            new Property("direct", PropertyType.FLAG, true),
            new Property("num-queues", PropertyType.NUMBER, true),
            new Property("num-poll-queues", PropertyType.NUMBER, true),
            new Property("num-entries", PropertyType.NUMBER, true),
            new Property("queue-size", PropertyType.NUMBER, true),
            new Property("buf-alignment", PropertyType.NUMBER, false),
            new Property("can-add-queues", PropertyType.FLAG, false),
            new Property("capacity", PropertyType.LONG, false),
            new Property("discard-alignment", PropertyType.NUMBER, false),
            new Property("discard-alignment-offset", PropertyType.NUMBER, false),
            new Property("driver", PropertyType.TEXT, false),
            new Property("max-discard-len", PropertyType.LONG, false),
            new Property("max-mem-regions", PropertyType.LONG, false),
            new Property("max-queues", PropertyType.NUMBER, false),
            new Property("max-segment-len", PropertyType.NUMBER, false),
            new Property("max-segments", PropertyType.NUMBER, false),
            new Property("max-transfer", PropertyType.NUMBER, false),
            new Property("max-write-zeroes-len", PropertyType.LONG, false),
            new Property("may-pin-mem-regions", PropertyType.FLAG, false),
            new Property("mem-region-alignment", PropertyType.LONG, false),
            new Property("needs-mem-region-fd", PropertyType.FLAG, false),
            new Property("needs-mem-regions", PropertyType.FLAG, false),
            new Property("optimal-buf-alignment", PropertyType.NUMBER, false),
            new Property("optimal-io-alignment", PropertyType.NUMBER, false),
            new Property("optimal-io-size", PropertyType.NUMBER, false),
            new Property("request-alignment", PropertyType.NUMBER, false),
            new Property("supports-fua-natively", PropertyType.FLAG, false),
            new Property("supports-poll-queues", PropertyType.FLAG, false));

    private Properties() {}

    /** {@return the names of those that users may set} */
    static List<String> settable() {
        return KNOWN.stream().filter(Property::settable).map(Property::name).toList();
    }

    /**
     * Takes what the user has set, with absolute paths.
     *
     * @throws ParameterException if a value has the wrong type, or if the property says what the device is
     */
    static Settings checked(List<KeyValue> given) {
        Map<String, String> values = new LinkedHashMap<>();
        for (KeyValue property : given) {
            check(property);
            values.put(
                    property.key(),
                    property.key().equals("path") ? property.path().toString() : property.value());
        }
        return new Settings(values);
    }

    private static void check(KeyValue given) {
        String name = given.key();
        if (name.equals("read-only")) {
            throw new ParameterException(name, "do not set this property, use the option -r to serve read-only");
        }
        Optional<Property> known =
                KNOWN.stream().filter(property -> property.name().equals(name)).findFirst();
        if (known.isEmpty()) {
            return; // the driver knows
        }
        if (!known.get().settable()) {
            throw new ParameterException(name, "the device says what this is; it can be read with get=" + name);
        }
        known.get().type().complaint(given.value()).ifPresent(complaint -> {
            throw new ParameterException(name, complaint);
        });
        if (name.equals("num-queues") && Integer.parseInt(given.value()) < 1) {
            throw new ParameterException(name, "must be at least 1, not " + given.value());
        }
    }

    /**
     * Refuses what a driver does not have.
     *
     * @param given as the user has set them
     * @param offered the names of those that users may set
     */
    static void require(Settings given, String driver, List<String> offered) {
        for (String name : given.values().keySet()) {
            if (!offered.contains(name)) {
                throw new ParameterException(
                        name,
                        driver + " has no such property" + NearName.question(name, offered)
                                + "; those that can be set are " + String.join(", ", offered));
            }
        }
    }
}
