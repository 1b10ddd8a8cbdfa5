// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether delays are switched on.
 *
 * @param file without this file there are no delays; empty for always
 */
record TriggerFile(Optional<Path> file) {
    /** Whether it looks for a file, which may take long. */
    boolean watches() {
        return file.isPresent();
    }

    boolean isOn() {
        return file.isEmpty() || Files.exists(file.get());
    }
}
