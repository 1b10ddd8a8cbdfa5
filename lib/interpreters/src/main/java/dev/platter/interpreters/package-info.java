// SPDX-License-Identifier: BSD-3-Clause
/**
 * Plugins whose methods are functions of a script, as with nbdkit's plugins for languages (nbdkit-python-plugin(3) and its like). nbdkit
 * has the interpreter in its own process; here it is a process beside the server, so a script that crashes takes no other export with it.
 *
 * <p>An {@link dev.platter.interpreters.InterpretedPlugin} has one {@link dev.platter.interpreters.Interpreter}, and not one for each
 * connection, since scripts keep disks in global variables. A bundle brings its {@link dev.platter.interpreters.Language}, with a helper: a
 * program in that language that loads the script and answers calls.
 *
 * <h2>What is said between the server and a helper</h2>
 *
 * <p>A call is a line and bytes: {@code NUMBER METHOD HANDLE COUNT OFFSET FLAGS LENGTH}, and then {@code LENGTH} bytes. Its answer is
 * {@code NUMBER STATUS ACTIONS LENGTH} and {@code LENGTH} bytes. The status is 0, or the number of an error of the system; then the
 * bytes are a message, of which the first line is for people and the others say where it happened. The actions are {@code -}, or letters:
 * {@code s} ends the server, {@code d} lets the client go, {@code D} disconnects it. Number 0 is not an answer: its bytes are a line for
 * the log. Answers come in any order.
 *
 * <p>{@code load} comes first, with the name of the script, a zero byte, and the script; its answer has the functions that the
 * script defines. A client is described to the script when it opens the disk, so no question goes the other way.
 */
@NullMarked
package dev.platter.interpreters;

import org.jspecify.annotations.NullMarked;
