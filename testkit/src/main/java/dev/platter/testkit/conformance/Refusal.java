// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

/**
 * A parameter that cannot work, and the words by which a user is to find it.
 *
 * @param key the parameter
 * @param value the value that cannot work
 * @param culprit what the message must contain
 */
record Refusal(String key, String value, String culprit) {}
