// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ext2;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.Serial;

/** A file system that is damaged or not supported, or a file that cannot be served. */
final class Ext2Exception extends DiskException {
    @Serial
    private static final long serialVersionUID = 1;

    Ext2Exception(String message) {
        super(NbdError.EINVAL, message);
    }

    /** Says what is wrong with a file system. */
    static Ext2Exception damaged(String what) {
        return new Ext2Exception("the file system is damaged: " + what + "; e2fsck can mend it");
    }
}
