// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.faults;

import java.util.Optional;

/** A class that a plugin or filter uses and that its jar does not have, which is the fault that authors meet first. */
public final class MissingClass {
    private MissingClass() {}

    /**
     * Describes the fault, if it is this one.
     *
     * @param failure what was thrown
     * @return a sentence without its end; empty for any other failure, such as a static initialiser that has failed before
     */
    public static Optional<String> sentence(Throwable failure) {
        String name = failure.getMessage();
        boolean missing = failure instanceof NoClassDefFoundError && name != null && name.indexOf(' ') < 0;
        return missing
                ? Optional.of("the class " + name.replace('/', '.')
                        + " is missing: put the library that has it into the jar, or into the folder of"
                        + " libraries beside it")
                : Optional.empty();
    }
}
