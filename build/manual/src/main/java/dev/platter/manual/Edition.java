// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import java.time.LocalDate;

/**
 * The edition that is printed at the foot of every page.
 *
 * @param version the version of Platter
 * @param date the day of that version, not of the build: the same source gives the same pages
 */
record Edition(String version, LocalDate date) {}
