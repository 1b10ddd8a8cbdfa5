// SPDX-License-Identifier: BSD-3-Clause
/**
 * Stands between the engine and a plugin or filter under test, passes everything on as it is, and finds what breaks the
 * api's rules in every call, whatever the call was made for.
 */
@NullMarked
package dev.platter.testkit.wiretap;

import org.jspecify.annotations.NullMarked;
