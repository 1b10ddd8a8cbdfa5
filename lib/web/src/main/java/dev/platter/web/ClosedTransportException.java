// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;

/** A request came after the end. */
final class ClosedTransportException extends DiskException {
    private static final long serialVersionUID = 1L;

    ClosedTransportException() {
        super(NbdError.ESHUTDOWN, "the server stops");
    }
}
