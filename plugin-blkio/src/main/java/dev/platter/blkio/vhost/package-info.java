// SPDX-License-Identifier: BSD-3-Clause
/**
 * The front end of a vhost-user block device: connects to another process over a Unix socket, shares memory with it, and
 * lets it work on requests there.
 *
 * <p>Two documents say how: <a href="https://www.qemu.org/docs/master/interop/vhost-user.html">vhost-user</a>, what is
 * said on the socket ({@link dev.platter.blkio.vhost.VhostConnection}), and the <a
 * href="https://docs.oasis-open.org/virtio/virtio/v1.2/virtio-v1.2.html">Virtual I/O Device specification</a>, what is in
 * the memory: split virtqueues (2.7, {@link dev.platter.blkio.vhost.Virtqueue}) and the block device (5.2, {@link
 * dev.platter.blkio.vhost.BlockConfiguration}).
 *
 * <p><b>The other process is not trusted.</b> It can write into the shared memory at any moment, so nothing that this code
 * relies on is read from there but four things, each once, and each checked before it is used: the index of the used ring,
 * its entries, the status of a request, and the data of a read, which is passed on as it is. Replies on the socket have a
 * bounded length and a bounded time. Descriptors that the other process sends are never received.
 */
@NullMarked
package dev.platter.blkio.vhost;

import org.jspecify.annotations.NullMarked;
