// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocksizepolicy;

/** What becomes of a request that does not fit the block sizes. */
public enum ErrorPolicy {
    /** The disk behind decides. */
    ALLOW,

    /** It fails with {@code EINVAL}. */
    ERROR
}
