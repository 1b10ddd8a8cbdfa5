// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocksizepolicy;

/** What happens to a request that does not fit the block sizes. */
public enum ErrorPolicy {
    /** The disk behind decides. */
    ALLOW,

    /** The request fails with {@code EINVAL}. */
    ERROR
}
