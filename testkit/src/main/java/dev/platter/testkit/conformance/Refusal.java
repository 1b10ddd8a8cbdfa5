// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

/**
 * A parameter that cannot work, and the words that its error must contain.
 *
 * @param key the parameter
 * @param value a value that cannot work
 * @param culprit a part of the message
 */
record Refusal(String key, String value, String culprit) {}
