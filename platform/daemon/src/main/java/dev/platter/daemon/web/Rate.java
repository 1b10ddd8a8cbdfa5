// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

/**
 * How fast something is.
 *
 * @param requests per second
 * @param read bytes per second
 * @param written bytes per second
 */
record Rate(double requests, double read, double written) {}
