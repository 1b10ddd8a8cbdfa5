// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.libc.Descriptors;
import dev.platter.libc.Errno;

/** The data and holes of a file, on Linux. Of a file that cannot tell, all is data. */
final class FileLayout implements Layout {
    private final int descriptor;
    private long begin;
    private long end;
    private boolean hole;

    FileLayout(int descriptor) {
        this.descriptor = descriptor;
    }

    @Override
    public Stretch at(long offset) {
        if (offset < begin || offset >= end) {
            look(offset);
        }
        return new Stretch(end - offset, hole);
    }

    private void look(long offset) {
        long data = Descriptors.nextData(descriptor, offset);
        hole = data > offset || data == -Errno.ENXIO;
        begin = offset;
        if (hole) {
            end = data > offset ? data : Long.MAX_VALUE;
        } else {
            long next = data < 0 ? data : Descriptors.nextHole(descriptor, offset);
            end = next > offset ? next : Long.MAX_VALUE;
        }
    }
}
