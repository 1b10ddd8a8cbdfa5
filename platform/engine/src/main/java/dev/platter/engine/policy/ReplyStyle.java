// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.policy;

/** The forms of the headers of requests and replies; the client chooses, and the later forms can do more. */
public enum ReplyStyle {
    /** Compact requests, and replies that consist of an error number and data. */
    SIMPLE,
    /** Compact requests, and replies in chunks. */
    STRUCTURED,
    /** Requests and replies with lengths of 64 bits, in chunks. */
    EXTENDED
}
