// SPDX-License-Identifier: BSD-3-Clause
/**
 * The plugin curl: a file of a web server. {@link dev.platter.curl.CurlPlugin} has its parameters; a {@code WebFile} finds the file and
 * notices when it changes; a {@code RangeRead} fetches a range of it, again if need be; {@code ReadAhead} fetches what a client will ask
 * for next.
 */
@NullMarked
package dev.platter.curl;

import org.jspecify.annotations.NullMarked;
