// SPDX-License-Identifier: BSD-3-Clause
/**
 * Requests to web servers. Requests and answers are those of {@link java.net.http}; what carries them is Java's own client for HTTP/2, and
 * {@link dev.platter.web.KeptConnections} for HTTP/1.1, which brings bytes at four times the speed.
 */
@NullMarked
package dev.platter.web;

import org.jspecify.annotations.NullMarked;
