// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import java.nio.file.Path;

/**
 * A fault of a page.
 *
 * @param file the page's source, or the folder that lacks it
 * @param line the line, counted from 1; 0 if it concerns the whole file
 * @param message what is wrong and what to do
 */
record Complaint(Path file, int line, String message) {
    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + ": " + message;
    }
}
