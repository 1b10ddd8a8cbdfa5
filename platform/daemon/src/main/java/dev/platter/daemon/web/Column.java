// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

/**
 * A column.
 *
 * @param title what is in it
 * @param numeric whether that is numbers
 */
record Column(String title, boolean numeric) {
    static Column words(String title) {
        return new Column(title, false);
    }

    static Column numbers(String title) {
        return new Column(title, true);
    }
}
