// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

/** The requests of the protocol that this front end sends. */
enum VhostRequest {
    GET_FEATURES(1),
    SET_FEATURES(2),
    SET_OWNER(3),
    SET_MEM_TABLE(5),
    SET_VRING_NUM(8),
    SET_VRING_ADDR(9),
    SET_VRING_BASE(10),
    SET_VRING_KICK(12),
    SET_VRING_CALL(13),
    GET_PROTOCOL_FEATURES(15),
    SET_PROTOCOL_FEATURES(16),
    GET_QUEUE_NUM(17),
    SET_VRING_ENABLE(18),
    SET_BACKEND_REQ_FD(21),
    GET_CONFIG(24);

    private final int number;

    VhostRequest(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
