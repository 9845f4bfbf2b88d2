package com.eventcourier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The filters of several runs asked at once. */
class KeyLanesTest {

    private static final int KEYS = 5_000;

    private final Random random = new Random(7);

    @Test
    void everyKeyIsFoundInItsRunAndOthersHardlyEver() {
        KeyLanes lanes = new KeyLanes(new KeyFilter(KEYS).size());
        List<List<KeyHash>> runs = new ArrayList<>();
        for (int run = 0; run < KeyLanes.MOST; run++) {
            assertThat(lanes.hasRoom(new KeyFilter(KEYS))).isTrue();
            runs.add(keys());
            KeyFilter filter = new KeyFilter(KEYS);
            runs.get(run).forEach(filter::add);
            lanes.add(100 + run, KeyFilter.of(filter.bytes()));
        }

        assertThat(lanes.hasRoom(new KeyFilter(KEYS))).isFalse();
        for (int run = 0; run < KeyLanes.MOST; run++) {
            int lane = run;
            assertThat(runs.get(run)).allMatch(key -> (lanes.candidates(key) & (1 << lane)) != 0);
            assertThat(lanes.run(run)).isEqualTo(100 + run);
        }
        long mistaken =
                keys().stream().filter(key -> lanes.candidates(key) != 0).count();
        assertThat(mistaken).as("of %s unknown keys", KEYS).isLessThan(KEYS / 20);
    }

    @Test
    void aFilterOfAnotherSizeHasNoRoom() {
        assertThat(new KeyLanes(new KeyFilter(KEYS).size()).hasRoom(new KeyFilter(KEYS * 4L)))
                .isFalse();
    }

    private List<KeyHash> keys() {
        List<KeyHash> keys = new ArrayList<>(KEYS);
        for (int i = 0; i < KEYS; i++) {
            keys.add(new KeyHash(random.nextLong(), random.nextLong()));
        }
        return keys;
    }
}
