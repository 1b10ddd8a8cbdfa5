// SPDX-License-Identifier: BSD-3-Clause
/**
 * Disks that are encrypted with LUKS, after "LUKS1 On-Disk Format Specification Version 1.2.3" and "LUKS2 On-Disk Format Specification
 * Version 1.1.3" of the cryptsetup project, and dm-crypt's documentation in the Linux kernel.
 */
@NullMarked
package dev.platter.luks;

import org.jspecify.annotations.NullMarked;
