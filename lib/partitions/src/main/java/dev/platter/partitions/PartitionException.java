// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import java.io.IOException;

/** A disk has no partition table, or a table does not have what was asked for. The message says what there is. */
public final class PartitionException extends IOException {
    private static final long serialVersionUID = 1;

    PartitionException(String message) {
        super(message);
    }
}
