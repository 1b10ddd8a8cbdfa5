// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import org.commonmark.node.CustomBlock;

/** Terms and what they mean: parameters, options, exit statuses. Its children are {@link Definition}s. */
final class DefinitionList extends CustomBlock {}
