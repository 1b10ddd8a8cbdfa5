// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

import dev.platter.api.DiskException;
import dev.platter.libc.Errno;
import java.util.Locale;

/** What clients are told when the device fails a request. */
final class DeviceErrors {
    private DeviceErrors() {}

    static DiskException of(Request request, int errno) {
        String what = request.operation().name().toLowerCase(Locale.ROOT);
        String range = request.length() == 0 ? "" : " of " + request.length() + " bytes at " + request.offset();
        return new DiskException(
                Errno.toNbd(errno), "the device failed a " + what + range + ": " + Errno.sentence(errno));
    }
}
