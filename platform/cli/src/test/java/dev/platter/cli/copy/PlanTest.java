// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static List<Block> blocks(FakePlace place, long begin, int alignment, int request) throws IOException {
        Plan plan = new Plan(place.layout(), begin, place.size(), alignment, request);
        List<Block> blocks = new ArrayList<>();
        for (Optional<Block> next = plan.next(); next.isPresent(); next = plan.next()) {
            blocks.add(next.get());
        }
        return blocks;
    }

    private static FakePlace place(int size, int from, int to) {
        FakePlace place = new FakePlace(size);
        Arrays.fill(place.bytes, from, to, (byte) 1);
        return place;
    }

    @Test
    void zeroesAreBlocksOfTheirOwn() throws IOException {
        assertEquals(
                List.of(new Block(0, 100, true), new Block(100, 50, false), new Block(150, 50, true)),
                blocks(place(200, 100, 150), 0, 1, 64));
    }

    @Test
    void longDataIsDividedIntoRequests() throws IOException {
        assertEquals(
                List.of(new Block(0, 64, false), new Block(64, 64, false), new Block(128, 22, false)),
                blocks(place(150, 0, 150), 0, 1, 64));
    }

    @Test
    void zeroesThatCoverNoWholeUnitAreReadWithTheDataAroundThem() throws IOException {
        assertEquals(
                List.of(new Block(0, 96, true), new Block(96, 64, false), new Block(160, 40, true)),
                blocks(place(200, 100, 150), 0, 32, 64));
    }

    @Test
    void planOfARestBeginsThere() throws IOException {
        assertEquals(
                List.of(new Block(128, 22, false), new Block(150, 50, true)), blocks(place(200, 100, 150), 128, 1, 64));
    }

    @Test
    void smallPiecesOfDataThatBelongToOneUnitAreOneRequest() throws IOException {
        FakePlace place = place(256, 10, 20);
        place.bytes[40] = 1;
        assertEquals(List.of(new Block(0, 64, false), new Block(64, 192, true)), blocks(place, 0, 32, 64));
    }
}
