// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

/** How a line of the log looks. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** One JSON object a line. */
    JSON
}
