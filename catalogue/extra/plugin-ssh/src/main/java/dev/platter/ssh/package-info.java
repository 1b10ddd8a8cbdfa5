// SPDX-License-Identifier: BSD-3-Clause
/**
 * The plugin ssh: a file of an SSH server. {@link dev.platter.ssh.SshPlugin} has its parameters; a {@code SshServer} is connected to, and
 * explains what went wrong; {@code Sftp} has any number of requests under way on one connection; {@code RemoteFile} is the open file.
 *
 * <p>The protocols below SFTP are those of Apache MINA SSHD. Its client of SFTP waits for each answer, so this package has its own.
 */
@NullMarked
package dev.platter.ssh;

import org.jspecify.annotations.NullMarked;
