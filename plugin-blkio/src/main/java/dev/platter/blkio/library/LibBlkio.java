// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.library;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The functions of libblkio, by their names in C. Pointers are numbers: what they point to is memory that FFM has
 * allocated, or the library. No function may be called before {@link #register()}, nor after the last {@link
 * #unregister()}.
 */
final class LibBlkio {
    static final String FILE = "libblkio.so.1";

    static final int NO_UNMAP = 1 << 1;

    /** How many instances of the plugin use the functions, which belong to the class and so to all of them. */
    private static int users;

    private LibBlkio() {}

    /**
     * Loads the library.
     *
     * @throws UnsatisfiedLinkError if it is not installed, or too old
     */
    static synchronized void register() {
        if (users == 0) {
            // Not by its name: JNA would remember the class loader, and never forget it.
            Native.register(LibBlkio.class, NativeLibrary.getInstance(FILE));
        }
        users++;
    }

    /** Undoes one {@link #register()}. The last one lets go of this class, so that its bundle can be unloaded. */
    static synchronized void unregister() {
        users--;
        if (users == 0) {
            Native.unregister(LibBlkio.class);
            // JNA keeps these for ever, and the class is one of them, which its weak key cannot outlive.
            Native.getLibraryOptions(LibBlkio.class).clear();
        }
    }

    static native String blkio_get_error_msg();

    static native int blkio_create(String driver, long handle);

    static native int blkio_connect(long blkio);

    static native int blkio_start(long blkio);

    static native void blkio_destroy(long handle);

    static native int blkio_get_str(long blkio, String name, long value);

    static native int blkio_set_str(long blkio, String name, String value);

    static native int blkio_alloc_mem_region(long blkio, long region, long length, int flags);

    static native int blkio_map_mem_region(long blkio, long region);

    static native long blkio_get_queue(long blkio, int index);

    static native void blkioq_set_completion_fd_enabled(long queue, boolean enable);

    static native int blkioq_get_completion_fd(long queue);

    static native void blkioq_read(long queue, long start, long buffer, long length, long user, int flags);

    static native void blkioq_write(long queue, long start, long buffer, long length, long user, int flags);

    static native void blkioq_write_zeroes(long queue, long start, long length, long user, int flags);

    static native void blkioq_discard(long queue, long start, long length, long user, int flags);

    static native void blkioq_flush(long queue, long user, int flags);

    static native int blkioq_do_io(long queue, long completions, int least, int most, long timeout);
}
