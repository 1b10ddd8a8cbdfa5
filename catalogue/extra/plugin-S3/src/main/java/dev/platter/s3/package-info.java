// SPDX-License-Identifier: BSD-3-Clause
/**
 * Disks in objects of an S3 store: one object, read-only, or one object for each part of the disk, which can be written to.
 *
 * <p>{@link dev.platter.s3.S3Plugin} opens an {@code ObjectDisk} or a {@code PartsDisk}. Both ask a {@code Bucket}, whose calls wait for the
 * store and try again what can be tried again; {@code Signature} signs what it asks.
 */
@NullMarked
package dev.platter.s3;

import org.jspecify.annotations.NullMarked;
