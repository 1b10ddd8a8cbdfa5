// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

/**
 * The rate of an export or connection.
 *
 * @param requests requests per second
 * @param read bytes read per second
 * @param written bytes written per second
 */
record Rate(double requests, double read, double written) {}
