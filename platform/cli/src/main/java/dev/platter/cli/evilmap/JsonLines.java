// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.evilmap;

import java.io.PrintStream;

/** One JSON object per line, with the member names of the filter's log. */
record JsonLines(PrintStream out) implements EvilMap.Lines {
    @Override
    public void add(long offset, int bit, int stuck) {
        out.append("{\"offset\":" + offset + ",\"bit\":" + bit + ",\"stuck\":" + stuck + "}\n");
    }
}
