// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.libc.Linux;
import dev.platter.libc.Portable;
import java.io.IOException;
import java.nio.file.Path;

/** The ways to access a file. Which of them a system has is known without trying: linking the C library costs 0.1 s. */
public enum Access {
    /** Linux' own calls, which can do more than Java's. */
    LINUX {
        @Override
        public boolean isHere() {
            return Linux.isHere();
        }

        @Override
        public OpenFile open(Path path, FileKind kind, boolean write) throws IOException {
            return LinuxFile.open(path, kind, write);
        }

        @Override
        public OpenFile take(int descriptor, Path path, FileKind kind, boolean write) throws IOException {
            return LinuxFile.take(descriptor, path, kind, write);
        }
    },

    /** Java's channel, which is the same everywhere. */
    PORTABLE {
        @Override
        public boolean isHere() {
            return true;
        }

        @Override
        public OpenFile open(Path path, FileKind kind, boolean write) throws IOException {
            return PortableFile.open(path, write);
        }

        @Override
        public OpenFile take(int descriptor, Path path, FileKind kind, boolean write) throws IOException {
            return PortableFile.open(path, write);
        }
    };

    /**
     * The best way that this system has, unless {@code -Dplatter.portable=true} asks for the portable one.
     *
     * @return the same each time
     */
    public static Access best() {
        return LINUX.isHere() && !Portable.isWanted() ? LINUX : PORTABLE;
    }

    /**
     * Whether this system has it.
     *
     * @return the same each time
     */
    public abstract boolean isHere();

    /**
     * Opens a file.
     *
     * @param path of the file
     * @param kind the result of {@link FileKind#of}
     * @param write whether it will be written to; a file that does not allow that is opened only for reading, see
     *     {@link OpenFile.Traits#writable()}
     * @return the file, which the caller closes
     * @throws IOException if it cannot be opened; the message names it
     */
    public abstract OpenFile open(Path path, FileKind kind, boolean write) throws IOException;

    /**
     * Opens a file by a descriptor that the server has inherited, which stays as it is.
     *
     * @param descriptor its number
     * @param path a name for it that the system understands
     * @param kind the result of {@link FileKind#of}
     * @param write whether it will be written to; only if the descriptor allows that
     * @return the file, which the caller closes
     * @throws IOException if it cannot be opened; the message names it
     */
    public abstract OpenFile take(int descriptor, Path path, FileKind kind, boolean write) throws IOException;
}
