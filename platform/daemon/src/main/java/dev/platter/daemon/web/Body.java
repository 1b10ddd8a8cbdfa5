// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.io.IOException;
import java.io.OutputStream;

/** The body of a response. */
@FunctionalInterface
interface Body {
    void writeTo(OutputStream out) throws IOException;
}
