// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

/**
 * A violation of a rule of the api.
 *
 * @param property the rule's name
 * @param sentence what has happened, for people
 */
public record Finding(String property, String sentence) {
    @Override
    public String toString() {
        return property + ": " + sentence;
    }
}
