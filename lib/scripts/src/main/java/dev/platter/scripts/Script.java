// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import java.util.List;
import java.util.Optional;

/** The programs that answer for a plugin. */
public interface Script {
    /**
     * The program for a method.
     *
     * @param method such as {@code pread}
     * @return the program and its first arguments; the method's name and arguments follow. Empty if it certainly does not have the method
     */
    List<String> words(String method);

    /**
     * Whether it has a method.
     *
     * @param method such as {@code pwrite}
     * @return empty if that can only be found out by calling it
     */
    Optional<Boolean> defines(String method);

    /**
     * What it is called in messages.
     *
     * @return such as its path
     */
    @Override
    String toString();
}
