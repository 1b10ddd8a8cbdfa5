// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.policy;

/** The forms that the headers of requests and replies take; the client chooses, the later ones can more. */
public enum ReplyStyle {
    /** Compact requests, and replies that are a number and data. */
    SIMPLE,
    /** Compact requests, and replies in chunks. */
    STRUCTURED,
    /** Requests and replies with lengths of 64 bits, in chunks. */
    EXTENDED
}
