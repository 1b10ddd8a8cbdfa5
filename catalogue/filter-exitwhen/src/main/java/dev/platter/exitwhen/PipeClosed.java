// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exitwhen;

import dev.platter.libc.PollSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The descriptor is inherited, and nothing is read from it. */
record PipeClosed(int descriptor) implements Event {
    private static final String KEY = "exit-when-pipe-closed";

    @Override
    public void prepare() throws IOException {
        if (!ExitWhenDetails.ON_LINUX) {
            throw new IOException(KEY + " works only on Linux: use exit-when-process-exits");
        }
        if (!Files.exists(Path.of("/proc/self/fd", Integer.toString(descriptor)))) {
            throw new IOException(KEY + ": the server has not inherited a file descriptor " + descriptor);
        }
    }

    @Override
    public boolean hasHappened() throws IOException {
        PollSet pipe = new PollSet(1);
        pipe.forHangUp(descriptor);
        return pipe.await(0);
    }

    @Override
    public String sentence() {
        return KEY + ": detected pipe closed";
    }
}
