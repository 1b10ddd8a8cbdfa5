// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd.library;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.platter.libc.ForeignLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/**
 * The functions of librados, by their names in C. Pointers are numbers; results are what the header says, mostly 0 or a
 * negated errno. Not to be touched before {@link CephLibraries#require} has returned.
 */
final class LibRados {
    private static final ForeignLibrary LIBRARY = CephLibraries.loaded("librados.so.2");

    private static final MethodHandle RADOS_CREATE2 = LIBRARY.function(
            "rados_create2", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RADOS_CONF_READ_FILE =
            LIBRARY.function("rados_conf_read_file", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RADOS_CONF_PARSE_ENV =
            LIBRARY.function("rados_conf_parse_env", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RADOS_CONF_SET =
            LIBRARY.function("rados_conf_set", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RADOS_CONNECT =
            LIBRARY.function("rados_connect", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
    private static final MethodHandle RADOS_SHUTDOWN =
            LIBRARY.function("rados_shutdown", FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle RADOS_POOL_LIST =
            LIBRARY.function("rados_pool_list", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RADOS_IOCTX_CREATE =
            LIBRARY.function("rados_ioctx_create", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RADOS_IOCTX_SET_NAMESPACE =
            LIBRARY.function("rados_ioctx_set_namespace", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle RADOS_SET_POOL_FULL_TRY =
            LIBRARY.function("rados_set_pool_full_try", FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle RADOS_IOCTX_DESTROY =
            LIBRARY.function("rados_ioctx_destroy", FunctionDescriptor.ofVoid(JAVA_LONG));

    private LibRados() {}

    static int rados_create2(long cluster, long name, long user, long flags) {
        try {
            return (int) RADOS_CREATE2.invokeExact(cluster, name, user, flags);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rados_conf_read_file(long cluster, long path) {
        try {
            return (int) RADOS_CONF_READ_FILE.invokeExact(cluster, path);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rados_conf_parse_env(long cluster, long variable) {
        try {
            return (int) RADOS_CONF_PARSE_ENV.invokeExact(cluster, variable);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rados_conf_set(long cluster, long option, long value) {
        try {
            return (int) RADOS_CONF_SET.invokeExact(cluster, option, value);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rados_connect(long cluster) {
        try {
            return (int) RADOS_CONNECT.invokeExact(cluster);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static void rados_shutdown(long cluster) {
        try {
            RADOS_SHUTDOWN.invokeExact(cluster);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rados_pool_list(long cluster, long buffer, long length) {
        try {
            return (int) RADOS_POOL_LIST.invokeExact(cluster, buffer, length);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static int rados_ioctx_create(long cluster, long pool, long context) {
        try {
            return (int) RADOS_IOCTX_CREATE.invokeExact(cluster, pool, context);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static void rados_ioctx_set_namespace(long context, long namespace) {
        try {
            RADOS_IOCTX_SET_NAMESPACE.invokeExact(context, namespace);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static void rados_set_pool_full_try(long context) {
        try {
            RADOS_SET_POOL_FULL_TRY.invokeExact(context);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }

    static void rados_ioctx_destroy(long context) {
        try {
            RADOS_IOCTX_DESTROY.invokeExact(context);
        } catch (Throwable e) {
            throw ForeignLibrary.impossible(e);
        }
    }
}
