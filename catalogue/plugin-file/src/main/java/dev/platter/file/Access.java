// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import dev.platter.libc.Linux;
import dev.platter.libc.Portable;
import java.io.IOException;
import java.nio.file.Path;

/** The ways to a file. Which one a system has is known without trying it: to link the C library costs 0.1 s. */
enum Access {
    /** Linux' own calls, with all that is above Java's. */
    LINUX {
        @Override
        boolean isHere() {
            return Linux.isHere();
        }

        @Override
        OpenFile open(Path path, FileKind kind, boolean write) throws IOException {
            return LinuxFile.open(path, kind, write);
        }
    },

    /** Java's channel, which is the same everywhere. */
    PORTABLE {
        @Override
        boolean isHere() {
            return true;
        }

        @Override
        OpenFile open(Path path, FileKind kind, boolean write) throws IOException {
            return PortableFile.open(path, write);
        }
    };

    /** The best way that this system has, unless {@code -Dplatter.portable=true} asks for the one that all have. */
    static Access best() {
        return LINUX.isHere() && !Portable.isWanted() ? LINUX : PORTABLE;
    }

    /** Whether this system has it. */
    abstract boolean isHere();

    /**
     * Opens a file.
     *
     * @param kind what {@link FileKind#of} says about it
     * @param write whether it will be written to; if it cannot be, it is opened for reading all the same, see
     *     {@link OpenFile.Traits#writable()}
     */
    abstract OpenFile open(Path path, FileKind kind, boolean write) throws IOException;
}
