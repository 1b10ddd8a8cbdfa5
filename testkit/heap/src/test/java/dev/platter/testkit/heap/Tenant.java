// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.heap;

import java.util.concurrent.locks.LockSupport;

/** A class for {@link TenantLoader}. As a task it runs until its thread is interrupted. */
public final class Tenant implements Runnable {
    /** For reflection. */
    public Tenant() {}

    @Override
    public void run() {
        while (!Thread.interrupted()) {
            LockSupport.park();
        }
    }
}
