// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.evilmap;

import java.io.PrintStream;

/** Three numbers per line, for awk(1) and people. */
record PlainLines(PrintStream out) implements EvilMap.Lines {
    @Override
    public void add(long offset, int bit, int stuck) {
        out.append(Long.toString(offset)).append(' ').append((char) ('0' + bit));
        out.append(' ').append((char) ('0' + stuck)).append('\n');
    }
}
