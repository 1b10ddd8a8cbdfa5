// SPDX-License-Identifier: BSD-3-Clause
/**
 * What devices of all engines have in common: their properties, their queues, and the disk that clients see. A
 * {@link dev.platter.blkio.device.Driver} connects to a {@link dev.platter.blkio.device.Device}, whose queues each have a
 * {@link dev.platter.blkio.device.Ring} that speaks to the device.
 */
@NullMarked
package dev.platter.blkio.device;

import org.jspecify.annotations.NullMarked;
