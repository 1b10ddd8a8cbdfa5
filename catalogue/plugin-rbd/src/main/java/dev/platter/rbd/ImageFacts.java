// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

/**
 * What an open image is like.
 *
 * @param readOnly whether it is only read
 * @param exclusiveLock whether one client of the cluster at a time writes to it
 * @param fastDiff whether the cluster has a map of its objects
 * @param cached whether librbd may answer a write before the cluster has it
 * @param stripeUnit how many bytes follow each other in one object
 */
record ImageFacts(boolean readOnly, boolean exclusiveLock, boolean fastDiff, boolean cached, long stripeUnit) {}
