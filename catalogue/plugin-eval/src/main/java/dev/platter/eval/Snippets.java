// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.eval;

import dev.platter.scripts.Script;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A piece of shell script for each method. */
record Snippets(Map<String, String> byMethod) implements Script {
    private static final String MISSING = "missing";

    /** All but {@code load}, before which nothing is known yet. */
    static final Set<String> METHODS = Set.of(
            "after_fork",
            "block_size",
            "cache",
            "can_cache",
            "can_extents",
            "can_fast_zero",
            "can_flush",
            "can_fua",
            "can_multi_conn",
            "can_trim",
            "can_write",
            "can_zero",
            "close",
            "config",
            "config_complete",
            "default_export",
            "dump_plugin",
            "export_description",
            "extents",
            "flush",
            "get_ready",
            "get_size",
            "is_rotational",
            "list_exports",
            MISSING,
            "open",
            "pread",
            "preconnect",
            "pwrite",
            "thread_model",
            "trim",
            "unload",
            "zero");

    /** The shell's own name comes before the arguments. What no snippet can be written for is not answered by the one for missing methods. */
    @Override
    public List<String> words(String method) {
        if (!METHODS.contains(method)) {
            return List.of();
        }
        String text = byMethod.getOrDefault(method, byMethod.getOrDefault(MISSING, ""));
        return text.isEmpty() ? List.of() : List.of("/bin/sh", "-c", text, "eval");
    }

    @Override
    public Optional<Boolean> defines(String method) {
        return Optional.of(byMethod.containsKey(method));
    }

    @Override
    public String toString() {
        return "eval";
    }
}
