// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd.library;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.platter.libc.ForeignLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/**
 * The functions of librbd, by their names in C. Pointers are numbers; results are what the header says, mostly 0 or a
 * negated errno. Not to be touched before {@link CephLibraries#require} has returned.
 */
final class LibRbd {
    private static final ForeignLibrary LIBRARY = CephLibraries.loaded("librbd.so.1");

    private static final MethodHandle RBD_LIST2 =
            LIBRARY.function("rbd_list2", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RBD_IMAGE_SPEC_LIST_CLEANUP =
            LIBRARY.function("rbd_image_spec_list_cleanup", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RBD_OPEN =
            LIBRARY.function("rbd_open", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RBD_OPEN_READ_ONLY = LIBRARY.function(
            "rbd_open_read_only", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RBD_CLOSE =
            LIBRARY.function("rbd_close", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
    private static final MethodHandle RBD_GET_SIZE =
            LIBRARY.function("rbd_get_size", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RBD_GET_FEATURES =
            LIBRARY.function("rbd_get_features", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RBD_GET_STRIPE_UNIT =
            LIBRARY.function("rbd_get_stripe_unit", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RBD_CONFIG_IMAGE_LIST =
            LIBRARY.function("rbd_config_image_list", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RBD_CONFIG_IMAGE_LIST_CLEANUP =
            LIBRARY.function("rbd_config_image_list_cleanup", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_INT));
    private static final MethodHandle RBD_UPDATE_WATCH = LIBRARY.function(
            "rbd_update_watch", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RBD_UPDATE_UNWATCH =
            LIBRARY.function("rbd_update_unwatch", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RBD_SET_IMAGE_NOTIFICATION = LIBRARY.function(
            "rbd_set_image_notification", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT));
    private static final MethodHandle RBD_POLL_IO_EVENTS =
            LIBRARY.function("rbd_poll_io_events", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle RBD_AIO_CREATE_COMPLETION = LIBRARY.function(
            "rbd_aio_create_completion", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RBD_AIO_GET_ARG =
            LIBRARY.function("rbd_aio_get_arg", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RBD_AIO_GET_RETURN_VALUE =
            LIBRARY.function("rbd_aio_get_return_value", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RBD_AIO_RELEASE =
            LIBRARY.function("rbd_aio_release", FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle RBD_AIO_READ = LIBRARY.function(
            "rbd_aio_read", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RBD_AIO_WRITE = LIBRARY.function(
            "rbd_aio_write", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RBD_AIO_DISCARD = LIBRARY.function(
            "rbd_aio_discard", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RBD_AIO_WRITE_ZEROES = LIBRARY.function(
            "rbd_aio_write_zeroes",
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT));
    private static final MethodHandle RBD_AIO_FLUSH =
            LIBRARY.function("rbd_aio_flush", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RBD_DIFF_ITERATE2 = LIBRARY.function(
            "rbd_diff_iterate2",
            FunctionDescriptor.of(
                    JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_BYTE, JAVA_BYTE, JAVA_LONG, JAVA_LONG));

    private LibRbd() {}

    static int rbd_list2(long context, long specs, long count) {
        try {
            return (int) RBD_LIST2.invokeExact(context, specs, count);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static void rbd_image_spec_list_cleanup(long specs, long count) {
        try {
            RBD_IMAGE_SPEC_LIST_CLEANUP.invokeExact(specs, count);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_open(long context, long name, long image, long snapshot) {
        try {
            return (int) RBD_OPEN.invokeExact(context, name, image, snapshot);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_open_read_only(long context, long name, long image, long snapshot) {
        try {
            return (int) RBD_OPEN_READ_ONLY.invokeExact(context, name, image, snapshot);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_close(long image) {
        try {
            return (int) RBD_CLOSE.invokeExact(image);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_get_size(long image, long size) {
        try {
            return (int) RBD_GET_SIZE.invokeExact(image, size);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_get_features(long image, long features) {
        try {
            return (int) RBD_GET_FEATURES.invokeExact(image, features);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_get_stripe_unit(long image, long bytes) {
        try {
            return (int) RBD_GET_STRIPE_UNIT.invokeExact(image, bytes);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_config_image_list(long image, long options, long count) {
        try {
            return (int) RBD_CONFIG_IMAGE_LIST.invokeExact(image, options, count);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static void rbd_config_image_list_cleanup(long options, int count) {
        try {
            RBD_CONFIG_IMAGE_LIST_CLEANUP.invokeExact(options, count);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_update_watch(long image, long handle, long callback, long argument) {
        try {
            return (int) RBD_UPDATE_WATCH.invokeExact(image, handle, callback, argument);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_update_unwatch(long image, long handle) {
        try {
            return (int) RBD_UPDATE_UNWATCH.invokeExact(image, handle);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_set_image_notification(long image, int descriptor, int type) {
        try {
            return (int) RBD_SET_IMAGE_NOTIFICATION.invokeExact(image, descriptor, type);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_poll_io_events(long image, long completions, int most) {
        try {
            return (int) RBD_POLL_IO_EVENTS.invokeExact(image, completions, most);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_aio_create_completion(long argument, long callback, long completion) {
        try {
            return (int) RBD_AIO_CREATE_COMPLETION.invokeExact(argument, callback, completion);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static long rbd_aio_get_arg(long completion) {
        try {
            return (long) RBD_AIO_GET_ARG.invokeExact(completion);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static long rbd_aio_get_return_value(long completion) {
        try {
            return (long) RBD_AIO_GET_RETURN_VALUE.invokeExact(completion);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static void rbd_aio_release(long completion) {
        try {
            RBD_AIO_RELEASE.invokeExact(completion);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_aio_read(long image, long offset, long length, long buffer, long completion) {
        try {
            return (int) RBD_AIO_READ.invokeExact(image, offset, length, buffer, completion);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_aio_write(long image, long offset, long length, long buffer, long completion) {
        try {
            return (int) RBD_AIO_WRITE.invokeExact(image, offset, length, buffer, completion);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_aio_discard(long image, long offset, long length, long completion) {
        try {
            return (int) RBD_AIO_DISCARD.invokeExact(image, offset, length, completion);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_aio_write_zeroes(long image, long offset, long length, long completion, int zeroFlags, int flags) {
        try {
            return (int) RBD_AIO_WRITE_ZEROES.invokeExact(image, offset, length, completion, zeroFlags, flags);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_aio_flush(long image, long completion) {
        try {
            return (int) RBD_AIO_FLUSH.invokeExact(image, completion);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rbd_diff_iterate2(
            long image,
            long snapshot,
            long offset,
            long length,
            byte withParent,
            byte wholeObjects,
            long callback,
            long argument) {
        try {
            return (int) RBD_DIFF_ITERATE2.invokeExact(
                    image, snapshot, offset, length, withParent, wholeObjects, callback, argument);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }
}
