// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.error;

import dev.platter.api.AroundDisk;
import dev.platter.api.Disk;
import dev.platter.api.Operation;
import java.util.function.DoubleSupplier;

/**
 * Fails some requests, which the disk behind then never sees. The others go on as they are, and cost no more than the
 * decision.
 *
 * <p>The file that switches errors on is looked for at each request that would fail. Otherwise requests could pass for
 * a moment after the file was made. The look is quick, but not on every file system; so the disk may wait then, and
 * does not run on the event loop.
 */
final class ErrorDisk extends AroundDisk {
    private final Faults faults;
    private final DoubleSupplier random;
    private final boolean watches;

    ErrorDisk(Disk next, Faults faults, DoubleSupplier random) {
        super(next);
        this.faults = faults;
        this.random = random;
        watches = faults.watch();
    }

    @Override
    public boolean blocking() {
        return watches || next().blocking();
    }

    @Override
    public boolean completesOnReturn() {
        return next().completesOnReturn();
    }

    @Override
    protected boolean concerns(Operation operation) {
        return faults.of(operation).strikes(random);
    }

    @Override
    protected void around(Operation operation, Call call) {
        call.completion().failed(faults.of(operation).failure());
    }
}
