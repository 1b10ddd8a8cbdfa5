// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Storage that outlives its plugin, and is found by its name, as a device is. */
public final class Machine {
    private static final Map<String, Machine> MACHINES = new ConcurrentHashMap<>();

    private final Storage storage = new Storage(100_000);

    public static Machine parse(String name) {
        return MACHINES.computeIfAbsent(name, key -> new Machine());
    }

    Storage storage() {
        return storage;
    }

    void cutPower() {
        storage.cut();
    }
}
