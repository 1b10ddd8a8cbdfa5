// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import dev.platter.server.steering.Deployment;
import java.util.List;

/** The table of recent changes, and whether they succeeded. */
final class DeploymentTable {
    private static final List<Column> COLUMNS =
            List.of(Column.words("Time"), Column.words("What"), Column.words("Result"));

    private DeploymentTable() {}

    static Table of(List<Deployment> deployments) {
        return new Table(
                "deployments",
                "Recent deployments",
                COLUMNS,
                deployments.stream().map(DeploymentTable::row).toList(),
                "Nothing has happened since the server was started.");
    }

    private static List<Cell> row(Deployment deployment) {
        Cell result = deployment
                .problem()
                .map(problem -> Cell.state(Cell.Looks.BAD, "failed").with(List.of(problem)))
                .orElse(Cell.state(Cell.Looks.GOOD, "done"));
        return List.of(Cell.time(deployment.at()), Cell.name(deployment.what()), result);
    }
}
