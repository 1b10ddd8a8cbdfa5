// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

/**
 * A column of a table.
 *
 * @param title its heading
 * @param numeric whether it contains numbers
 */
record Column(String title, boolean numeric) {
    static Column words(String title) {
        return new Column(title, false);
    }

    static Column numbers(String title) {
        return new Column(title, true);
    }
}
