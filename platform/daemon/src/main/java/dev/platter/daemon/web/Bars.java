// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

/**
 * The bars of one colour in a histogram.
 *
 * @param name what they count
 * @param counts the number in each bucket
 */
record Bars(String name, double[] counts) {
    double all() {
        double sum = 0;
        for (double count : counts) {
            sum += count;
        }
        return sum;
    }
}
