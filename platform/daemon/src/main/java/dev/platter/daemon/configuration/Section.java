// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.engine.parameters.Suggestion;
import dev.platter.server.definition.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables that a configuration may have, and their keys: the one list that the reader, its complaints and the test of the
 * documentation go by.
 */
enum Section {
    MAIN(
            "platter.toml",
            new Key("server", "[server]"),
            new Key("listen", "[[listen]]"),
            new Key("tls", "[tls]"),
            new Key("http", "[http]"),
            new Key("signatures", "[signatures]"),
            new Key("limits", "[limits]"),
            new Key("export", "[export.NAME]")),
    DROP_IN("conf.d/*.toml", new Key("listen", "[[listen]]"), new Key("export", "[export.NAME]")),
    SERVER(
            "[server]",
            new Key("state", "state = \"/var/lib/platter\""),
            new Key("deploy", "deploy = \"/var/lib/platter/deploy\""),
            new Key("bundles", "bundles = [\"/opt/platter/bundles\"]"),
            new Key("control", "control = \"/run/platter/control.sock\""),
            new Key("threads", "threads = 16"),
            new Key("grace", "grace = \"10s\""),
            new Key("log", "log = \"text\""),
            new Key("default-export", "default-export = \"vm1\"")),
    LISTEN(
            "[[listen]]",
            new Key("unix", "unix = \"/run/platter/nbd.sock\""),
            new Key("address", "address = \"127.0.0.1\""),
            new Key("port", "port = 10809"),
            new Key("tls", "tls = \"require\"")),
    TLS(
            "[tls]",
            new Key("certificates", "certificates = \"/etc/pki/platter\""),
            new Key("psk", "psk = \"/etc/platter/keys.psk\""),
            new Key("verify-peer", "verify-peer = true")),
    HTTP(
            "[http]",
            new Key("address", "address = \"127.0.0.1\""),
            new Key("port", "port = 9809"),
            new Key("public", "public = true")),
    SIGNATURES(
            "[signatures]",
            new Key("required", "required = true"),
            new Key("trust-store", "trust-store = \"/etc/platter/trust.p12\""),
            new Key("password-file", "password-file = \"/etc/platter/trust.password\"")),
    LIMITS("[limits]", new Key("memory", "memory = \"512M\"")),
    EXPORT(
            "[export.NAME]",
            new Key("description", "description = \"the disk of vm1\""),
            new Key("read-only", "read-only = true"),
            new Key("hidden", "hidden = true"),
            new Key("tls", "tls = \"require\""),
            new Key("threads", "threads = 16"),
            new Key("upgrade", "upgrade = \"auto\""),
            new Key("remove", "remove = \"hide\""),
            new Key("plugin", "[export.NAME.plugin]"),
            new Key("filter", "[[export.NAME.filter]]"),
            new Key("allow", "[export.NAME.allow]"),
            new Key("limits", "[export.NAME.limits]")),
    PLUGIN(
            "[export.NAME.plugin]",
            new Key("use", "use = \"memory\""),
            new Key("parameters", "parameters = { size = \"1G\" }")),
    FILTER(
            "[[export.NAME.filter]]",
            new Key("use", "use = \"offset\""),
            new Key("parameters", "parameters = { offset = \"1M\" }")),
    ALLOW(
            "[export.NAME.allow]",
            new Key("addresses", "addresses = [\"10.0.0.0/8\", \"::1\"]"),
            new Key("users", "users = [\"root\", 1000]"),
            new Key("groups", "groups = [\"kvm\"]"),
            new Key("certificates", "certificates = [\"CN=alice\"]"),
            new Key("identities", "identities = [\"alice\"]")),
    EXPORT_LIMITS(
            "[export.NAME.limits]",
            new Key("connections", "connections = 10"),
            new Key("bandwidth", "bandwidth = \"100M\""));

    /** A key, and what somebody could write who wants to use it. */
    private record Key(String name, String example) {}

    private final String title;
    /** What {@link List#of} makes never changes, which its type does not tell Error Prone. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Key> keys;

    Section(String title, Key... keys) {
        this.title = title;
        this.keys = List.of(keys);
    }

    /** As a reader of the documentation knows it: with NAME for the name of an export. */
    String title() {
        return title;
    }

    List<String> keys() {
        return keys.stream().map(Key::name).toList();
    }

    boolean has(String key) {
        return keys().contains(key);
    }

    String example(String key) {
        return keys.stream()
                .filter(known -> known.name.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(key + " is no key of " + title))
                .example();
    }

    /** What to do about a key that this table does not have. */
    String remedy(String key) {
        Optional<String> near = Suggestion.nearest(key, keys());
        if (near.isPresent()) {
            return "did you mean '" + near.get() + "'?";
        }
        if (this == PLUGIN || this == FILTER) {
            return "if it is a parameter, write parameters = { " + key + " = … }";
        }
        List<String> others = new ArrayList<>();
        for (Section section : values()) {
            if (section.has(key)) {
                others.add(section.title);
            }
        }
        return others.isEmpty() ? "remove it" : "it belongs in " + Words.join(others, "or");
    }
}
