// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.server.definition.ExportDefinition;

/**
 * An export that is defined and cannot be served.
 *
 * @param definition its definition
 * @param why a sentence for people, as text: the exception's class may belong to a bundle
 */
record FailedExport(ExportDefinition definition, String why) {}
