// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

/**
 * The numbers of Linux' interface that differ between the architectures that Java runs on. x86_64, riscv64 and loongarch64
 * agree in all of them.
 */
enum Architecture {
    COMMON(0, 0x4000, 4, 0x4000),
    ARM(0, 0x4000, 4, 0x1_0000),
    POWER(0x2000_0000, 0x40, 4, 0x2_0000),
    S390(0, 0x4000, 6, 0x4000);

    private final int ioctlWithoutData;
    private final int mapNoReserve;
    private final int adviseDontNeed;
    private final int openDirect;

    Architecture(int ioctlWithoutData, int mapNoReserve, int adviseDontNeed, int openDirect) {
        this.ioctlWithoutData = ioctlWithoutData;
        this.mapNoReserve = mapNoReserve;
        this.adviseDontNeed = adviseDontNeed;
        this.openDirect = openDirect;
    }

    /** The architecture of this machine. */
    static Architecture current() {
        return of(System.getProperty("os.arch"));
    }

    /** The architecture with one of Java's names. */
    static Architecture of(String name) {
        if (name.startsWith("ppc")) {
            return POWER;
        }
        if (name.startsWith("aarch64") || name.startsWith("arm")) {
            return ARM;
        }
        return name.startsWith("s390") ? S390 : COMMON;
    }

    /** A request number that C builds with {@code _IO}. */
    int ioctl(int type, int number) {
        return ioctlWithoutData | type << Byte.SIZE | number;
    }

    /** MAP_NORESERVE. */
    int mapNoReserve() {
        return mapNoReserve;
    }

    /** POSIX_FADV_DONTNEED. */
    int adviseDontNeed() {
        return adviseDontNeed;
    }

    /** O_DIRECT. */
    int openDirect() {
        return openDirect;
    }
}
