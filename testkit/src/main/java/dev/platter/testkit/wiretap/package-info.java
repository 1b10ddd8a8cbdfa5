// SPDX-License-Identifier: BSD-3-Clause
/**
 * Stands between the engine and a plugin or filter under test, passes every call on unchanged, and reports every violation
 * of the api's rules, no matter which property the call was made to test.
 */
@NullMarked
package dev.platter.testkit.wiretap;

import org.jspecify.annotations.NullMarked;
