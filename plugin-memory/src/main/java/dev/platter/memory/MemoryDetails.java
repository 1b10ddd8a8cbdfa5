package dev.platter.memory;

import dev.platter.api.Details;
import java.util.Map;
import java.util.TreeMap;

/** Which allocators work on this machine, in nbdkit's words. */
public final class MemoryDetails implements Details {
    /** Called by the server. */
    public MemoryDetails() {}

    @Override
    public Map<String, String> details() {
        return new TreeMap<>(Map.of("mlock", Libc.load().isPresent() ? "yes" : "no", "zstd", "yes"));
    }
}
