// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

/** How a record looks. Implementations have no state; any thread may call them. */
public interface LineFormat {
    /**
     * Writes a record down.
     *
     * @return one or more lines, each with its end
     */
    String format(Entry entry);
}
