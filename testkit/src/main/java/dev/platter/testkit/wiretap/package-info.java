// SPDX-License-Identifier: BSD-3-Clause
/**
 * Stands between the engine and a plugin or filter under test, passes every call on unchanged, and reports every
 * violation of the api's rules, whatever the call was made for.
 */
@NullMarked
package dev.platter.testkit.wiretap;

import org.jspecify.annotations.NullMarked;
