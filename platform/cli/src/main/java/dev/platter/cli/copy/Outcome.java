// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import java.util.Optional;

/**
 * How a copy or comparison ended.
 *
 * @param difference a sentence about the first difference, if the two ends differ
 * @param checksum of the source, in hexadecimal, if one was asked for
 */
record Outcome(Optional<String> difference, Optional<String> checksum) {}
