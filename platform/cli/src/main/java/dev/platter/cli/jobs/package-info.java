// SPDX-License-Identifier: BSD-3-Clause
/**
 * A shell command with its processes, as one job that can be ended as a whole and that a terminal can control.
 *
 * <p>The job is a process group of its own, so that a signal reaches all of its processes at once, and no signal for the server
 * reaches them by accident. Java cannot make one. There are three ways, and {@link dev.platter.cli.jobs.Job#start} takes the
 * first that is possible:
 *
 * <ol>
 *   <li>{@link dev.platter.cli.jobs.SessionJob}: setsid(1), if there is no controlling terminal. It costs a start nothing.
 *   <li>{@link dev.platter.cli.jobs.GroupJob}: posix_spawn(3) through JNA, whose classes take longer to load than all else that a
 *       start needs. A user at a terminal does not notice that, and needs job control.
 *   <li>{@link dev.platter.cli.jobs.TreeJob}: the tree of processes as Java sees it, without native libraries or on Windows. A
 *       process that is started while the job ends may escape.
 * </ol>
 */
@NullMarked
package dev.platter.cli.jobs;

import org.jspecify.annotations.NullMarked;
