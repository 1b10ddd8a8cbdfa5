// SPDX-License-Identifier: BSD-3-Clause
/**
 * {@code platter-info}: shows what an NBD server offers, in nbdinfo's words, so that scripts written for that one work.
 *
 * <p>Data flows one way: {@link dev.platter.cli.info.InfoCommand} reads the command line, a survey asks the server and returns a
 * report made of records, and a printer writes the report down as text or as JSON.
 */
@NullMarked
package dev.platter.cli.info;

import org.jspecify.annotations.NullMarked;
