// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

/** Sizes for people, exact to the byte: 1M, 2075312K, 1000. */
final class HumanSize {
    private static final String UNITS = "KMGTPE";

    private HumanSize() {}

    static String of(long bytes) {
        long number = bytes;
        int unit = -1;
        while (number != 0 && number % 1024 == 0) {
            number /= 1024;
            unit++;
        }
        return unit < 0 ? Long.toString(number) : number + UNITS.substring(unit, unit + 1);
    }

    /** The number of bytes, followed by the size for people if that differs. */
    static String both(long bytes) {
        String human = of(bytes);
        String plain = Long.toString(bytes);
        return human.equals(plain) ? plain : plain + " (" + human + ")";
    }
}
