// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

/** The format of the log. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** One JSON object a line. */
    JSON
}
