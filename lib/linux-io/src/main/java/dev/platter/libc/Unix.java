// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import java.util.Locale;
import java.util.Optional;

/** The numbers behind the names in {@code sys/mman.h} and {@code sys/resource.h}, which differ from system to system. */
enum Unix {
    LINUX(0x20, Architecture.current().mapNoReserve(), 8),
    MACOS(0x1000, 0x40, 6),
    BSD(0x1000, 0, 6);

    static final int PROT_READ_WRITE = 3;
    static final int MAP_SHARED = 1;
    static final int MAP_PRIVATE = 2;
    static final int MAP_FIXED = 0x10;

    /** Linux only: on other systems pages need not read as zeroes afterwards. */
    static final int MADV_DONTNEED = 4;

    /** Linux only. */
    static final int MADV_NOHUGEPAGE = 15;

    /** Linux since 5.14. */
    static final int MADV_POPULATE_WRITE = 23;

    private final int mapAnonymous;
    private final int mapNoReserve;
    private final int resourceMemlock;

    Unix(int mapAnonymous, int mapNoReserve, int resourceMemlock) {
        this.mapAnonymous = mapAnonymous;
        this.mapNoReserve = mapNoReserve;
        this.resourceMemlock = resourceMemlock;
    }

    /** This system; empty on Windows and wherever these numbers are not known. */
    static Optional<Unix> current() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (name.startsWith("linux")) {
            return Optional.of(LINUX);
        }
        if (name.startsWith("mac")) {
            return Optional.of(MACOS);
        }
        return name.endsWith("bsd") || name.startsWith("dragonfly") ? Optional.of(BSD) : Optional.empty();
    }

    /** Flags for private memory. */
    int privateMemory() {
        return MAP_PRIVATE | mapAnonymous;
    }

    /** Flags for private memory that the system provides only when it is used. */
    int reservation() {
        return privateMemory() | mapNoReserve;
    }

    /** The flag for memory that the system need not promise to provide. */
    int withoutReserve() {
        return mapNoReserve;
    }

    int resourceMemlock() {
        return resourceMemlock;
    }
}
