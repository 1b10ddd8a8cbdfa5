// SPDX-License-Identifier: BSD-3-Clause
/** The plugin rbd: names, connections to clusters, open images and the disks of clients. */
@NullMarked
package dev.platter.rbd;

import org.jspecify.annotations.NullMarked;
