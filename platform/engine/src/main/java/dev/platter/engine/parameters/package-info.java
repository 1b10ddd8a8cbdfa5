// SPDX-License-Identifier: BSD-3-Clause
/**
 * From what a user wrote to an instance of a plugin or filter.
 *
 * <p>A {@link dev.platter.engine.parameters.Schema} is read once off a plugin's or filter's public constructor, whose
 * record of parameters is described in {@link dev.platter.api.parameters}. The command line hands its words to
 * {@link dev.platter.engine.parameters.CommandLineParameters}, which tells the members of a chain what is theirs; a
 * configuration file knows that already. Either way {@link dev.platter.engine.parameters.Schema#construct} makes the
 * instance, or says in one sentence what is wrong. {@link dev.platter.engine.parameters.SchemaText} says the same
 * schema in words.
 *
 * <p>Two kinds of mistake are told apart: a user's is a {@link dev.platter.engine.parameters.BadParameterException},
 * an author's is a {@link dev.platter.engine.parameters.SchemaException}.
 *
 * <p>All of this runs between a user's Enter and the server's socket, so nothing here uses a regular expression, a
 * lambda or a stream.
 */
@NullMarked
package dev.platter.engine.parameters;

import org.jspecify.annotations.NullMarked;
