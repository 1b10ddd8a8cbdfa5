// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Stateful;
import dev.platter.engine.export.Chain;

/**
 * One instance of a subject that can hand over, and the chain that serves it.
 *
 * @param stateful the instance
 * @param chain the chain around it, not prepared yet
 */
record Incarnation(Stateful stateful, Chain chain) {}
