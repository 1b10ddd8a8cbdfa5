// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import dev.platter.engine.export.Admission;
import dev.platter.engine.export.Revision;
import dev.platter.nbd.NbdError;
import java.io.IOException;

/** Lets no more connections in than an export may have at a time, those included that are still with an older version. */
record ConnectionLimit(Revision revision, Retirements retirements, int most) implements Admission {
    @Override
    public void admit(Client client) throws IOException {
        int now = revision.users() + retirements.usersBefore(revision);
        if (now >= most) {
            throw new DiskException(
                    NbdError.EPERM,
                    "the export has " + now + " connections, and may have " + most + ": try again when one has ended");
        }
    }
}
