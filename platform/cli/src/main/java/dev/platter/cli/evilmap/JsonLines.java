// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.evilmap;

import java.io.PrintStream;

/** An object of JSON a line, with the names that the filter's log has. */
record JsonLines(PrintStream out) implements EvilMap.Lines {
    @Override
    public void add(long offset, int bit, int stuck) {
        out.append("{\"offset\":" + offset + ",\"bit\":" + bit + ",\"stuck\":" + stuck + "}\n");
    }
}
