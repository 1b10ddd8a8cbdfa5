// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import dev.platter.server.steering.ConnectionStatus;
import java.util.List;

/** The table of connected clients and their rates. */
final class ConnectionTable {
    private static final List<Column> COLUMNS = List.of(
            Column.numbers("No."),
            Column.words("Client"),
            Column.words("Export"),
            Column.words("TLS"),
            Column.words("Since"),
            Column.numbers("IOPS"),
            Column.numbers("Read MB/s"),
            Column.numbers("Write MB/s"),
            Column.numbers("Requests"),
            Column.numbers("Read"),
            Column.numbers("Written"),
            Column.numbers("Errors"));

    private ConnectionTable() {}

    static Table of(List<ConnectionStatus> connections, Rates rates) {
        return new Table(
                "connections",
                "Connections",
                COLUMNS,
                connections.stream()
                        .map(connection -> row(connection, rates.of(connection)))
                        .toList(),
                "Nobody is connected.");
    }

    private static List<Cell> row(ConnectionStatus connection, Rate rate) {
        return List.of(
                Cell.number(Long.toString(connection.id())),
                Cell.name(connection.client()),
                Cell.name(connection.export()),
                Cell.plain(connection.tls().isEmpty() ? "no" : connection.tls()),
                Cell.time(connection.since()),
                Cell.number(Amounts.count(Math.round(rate.requests()))),
                Cell.number(Amounts.megabytes(rate.read())),
                Cell.number(Amounts.megabytes(rate.written())),
                Cell.number(Amounts.count(connection.requests())),
                Cell.number(Amounts.bytes(connection.bytesRead())),
                Cell.number(Amounts.bytes(connection.bytesWritten())),
                Cell.number(Amounts.count(connection.errors())));
    }
}
