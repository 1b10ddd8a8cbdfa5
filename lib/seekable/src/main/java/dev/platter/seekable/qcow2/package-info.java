// SPDX-License-Identifier: BSD-3-Clause
/**
 * Images of QEMU, versions 2 and 3, as {@code docs/interop/qcow2.rst} of QEMU describes them; they are only read. An image is divided
 * into clusters. A table of the first level says where tables of the second level are, and these say where clusters are, each
 * by 64 bits. All numbers are big-endian.
 */
@NullMarked
package dev.platter.seekable.qcow2;

import org.jspecify.annotations.NullMarked;
