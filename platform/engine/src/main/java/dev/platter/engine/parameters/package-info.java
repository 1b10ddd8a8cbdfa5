// SPDX-License-Identifier: BSD-3-Clause
/**
 * From the words of a user to an instance of a plugin or filter.
 *
 * <p>A {@link dev.platter.engine.parameters.Schema} is read once from a plugin's or filter's public constructor, whose
 * record of parameters is described in {@link dev.platter.api.parameters}. The command line passes its words to
 * {@link dev.platter.engine.parameters.CommandLineParameters}, which distributes them among the members of a chain; in
 * a configuration file each member already has its own. Either way
 * {@link dev.platter.engine.parameters.Schema#construct} makes the instance, or says in one sentence what is wrong.
 * {@link dev.platter.engine.parameters.SchemaText} describes the schema in words.
 *
 * <p>There are two kinds of mistakes: a user's is a {@link dev.platter.engine.parameters.BadParameterException}, an
 * author's is a {@link dev.platter.engine.parameters.SchemaException}.
 *
 * <p>All of this runs between a user's Enter and the server's socket, so nothing here uses a regular expression, a
 * lambda or a stream.
 */
@NullMarked
package dev.platter.engine.parameters;

import org.jspecify.annotations.NullMarked;
