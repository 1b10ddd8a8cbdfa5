// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * The mode of a Unix socket's file.
 *
 * @param bits the permissions, as chmod(1) counts them
 */
public record SocketMode(int bits) {
    private static final int OCTAL = 8;
    private static final String WRITTEN = "0?[0-7]{3}";

    /** In the order of the bits, from the highest. */
    private static final PosixFilePermission[] PERMISSIONS = PosixFilePermission.values();

    /**
     * Reads a mode.
     *
     * @param text three octal digits, perhaps after a 0
     * @return the mode
     * @throws IllegalArgumentException if it is anything else
     */
    public static SocketMode parse(String text) {
        if (!text.matches(WRITTEN)) {
            throw new IllegalArgumentException(text + " is not a mode: write three octal digits, such as 0660");
        }
        return new SocketMode(Integer.parseInt(text, OCTAL));
    }

    /**
     * The same in Java's terms.
     *
     * @return the permissions
     */
    public Set<PosixFilePermission> permissions() {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < PERMISSIONS.length; i++) {
            if ((bits >> (PERMISSIONS.length - 1 - i) & 1) != 0) {
                permissions.add(PERMISSIONS[i]);
            }
        }
        return permissions;
    }

    @Override
    public String toString() {
        return String.format("%04o", bits);
    }
}
