// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.heap;

import java.io.IOException;
import java.io.InputStream;

/** Defines {@link Tenant} as a class of its own. */
final class TenantLoader extends ClassLoader {
    TenantLoader() {
        super(null);
    }

    /** An object of a loader that nothing else refers to. */
    static Runnable tenant() throws ReflectiveOperationException {
        return (Runnable) new TenantLoader()
                .loadClass(Tenant.class.getName())
                .getConstructor()
                .newInstance();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try (InputStream in = Tenant.class.getResourceAsStream("Tenant.class")) {
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
