// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

/** Formats records of the log. Implementations have no state; any thread may call them. */
public interface LineFormat {
    /**
     * Formats a record.
     *
     * @return one or more lines, each with its end
     */
    String format(Entry entry);
}
