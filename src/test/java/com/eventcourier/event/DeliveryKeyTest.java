package com.eventcourier.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryKeyTest {
    private static final byte[] HASH = {1, 2, 3};

    @TempDir
    private Path config;

    private TestFeed feed;

    @BeforeEach
    void definitions() {
        feed = new TestFeed(config);
        feed.definition(
                "e",
                "c: {type: customer, identifier: userId}\nu: {type: string, unique: true}\n"
                        + "v: {type: double, unique: true}\na: {type: string}");
        feed.definition(
                "f",
                "c: {type: customer, identifier: userId}\nu: {type: string, unique: true}\n"
                        + "v: {type: double, unique: true}");
        feed.definition("g", "c: {type: customer}");
    }

    @Test
    void theKeyIsAccountEventCustomerAndEveryUniqueAttribute() {
        String key = key("main", "{'event_name': 'e', 'c': 'x', 'u': '1', 'v': 2}");

        assertThat(key).hasSize(32);
        assertThat(key("main", "{'v': 2.0, 'a': 'other', 'u': '1', 'c': 'x', 'event_name': 'e'}"))
                .isEqualTo(key);
        assertThat(key("other", "{'event_name': 'e', 'c': 'x', 'u': '1', 'v': 2}"))
                .isNotEqualTo(key);
        assertThat(key("main", "{'event_name': 'f', 'c': 'x', 'u': '1', 'v': 2}"))
                .isNotEqualTo(key);
        assertThat(key("main", "{'event_name': 'e', 'c': 'y', 'u': '1', 'v': 2}"))
                .isNotEqualTo(key);
        assertThat(key("main", "{'event_name': 'e', 'c': 'x', 'u': '2', 'v': 2}"))
                .isNotEqualTo(key);
        assertThat(key("main", "{'event_name': 'e', 'c': 'x', 'u': '1', 'v': 3}"))
                .isNotEqualTo(key);
    }

    @Test
    void theKeyDoesNotChangeFromReleaseToRelease() {
        assertThat(key("main", "{'event_name': 'e', 'c': 'x', 'u': '1', 'v': 2}"))
                .isEqualTo("1c71a018340c59ebcefcf8f8e5712b17");
    }

    @Test
    void textsThatDifferInHalfAPairOfSurrogatesOnlyAreDifferent() {
        Set<String> keys = new HashSet<>();
        Set<String> payloads = new HashSet<>();
        for (String unique : List.of("K\ud800q", "K\udbffq", "K\udc00q", "K?q", "K\ud83d\ude00q", "K\ude00\ud83dq")) {
            String event = "{'event_name': 'e', 'c': 'x', 'u': '" + unique + "', 'v': 2}";
            keys.add(key("main", event));
            payloads.add(HexFormat.of()
                    .formatHex(DeliveryKey.payloadHash(
                            JsonNodeFactory.instance.objectNode().put("a", unique))));
        }

        assertThat(keys).hasSize(6);
        assertThat(payloads).hasSize(6);
    }

    @Test
    void textOfEveryPlaneKeepsItsHash() {
        assertThat(key("main", "{'event_name': 'e', 'c': 'x', 'u': 'K\ud83d\ude00\u00e9q', 'v': 2}"))
                .isEqualTo("233fb84f26ef9e91d19c3b3f2b43d3ac");
    }

    @Test
    void partsThatRunIntoEachOtherAreStillDifferent() {
        assertThat(key("main", "{'event_name': 'e', 'c': 'xy', 'u': 'z', 'v': 2}"))
                .isNotEqualTo(key("main", "{'event_name': 'e', 'c': 'x', 'u': 'yz', 'v': 2}"));
        assertThat(key("maine", "{'event_name': 'e', 'c': 'x', 'u': '1', 'v': 2}"))
                .isNotEqualTo(key("main", "{'event_name': 'e', 'c': 'ex', 'u': '1', 'v': 2}"));
    }

    @Test
    void withoutUniqueAttributesThereIsNoKeyButAPosition() {
        assertThat(DeliveryKey.of("main", feed.only("{'event_name': 'g', 'c': '99887766'}")))
                .isNull();

        byte[] key = DeliveryKey.ofPosition("main", "shop", HASH, 7, 0);
        assertThat(key).hasSize(16).isEqualTo(DeliveryKey.ofPosition("main", "shop", HASH, 7, 0));
        assertThat(DeliveryKey.ofPosition("main", "shop", HASH, 7, 1)).isNotEqualTo(key);
        assertThat(DeliveryKey.ofPosition("main", "shop", HASH, 70, 0)).isNotEqualTo(key);
        assertThat(DeliveryKey.ofPosition("main", "shop2", HASH, 7, 0)).isNotEqualTo(key);
        assertThat(DeliveryKey.ofPosition("main2", "shop", HASH, 7, 0)).isNotEqualTo(key);
        assertThat(DeliveryKey.ofPosition("main", "shop", new byte[] {1, 2}, 7, 0))
                .isNotEqualTo(key);
    }

    @Test
    void anEventThatLacksAPartOfItsKeyHasNone() {
        assertThat(DeliveryKey.of("main", feed.only("{'event_name': 'e', 'c': 'x', 'v': 2}")))
                .isNull();
        assertThat(DeliveryKey.of("main", feed.only("{'event_name': 'e', 'u': '1', 'v': 2}")))
                .isNull();
        assertThat(DeliveryKey.of("main", feed.only("{'event_name': 'unknown', 'u': '1'}")))
                .isNull();
    }

    @Test
    void thePayloadHashKnowsValuesAndNotTheirOrder() {
        String hash = hash("{'a': 1, 'b': {'c': [1, 'x', true], 'd': null}}");

        assertThat(hash).hasSize(32).isEqualTo(hash("{'b': {'d': null, 'c': [1.0, 'x', true]}, 'a': 1e0}"));
        assertThat(hash("{'a': '1', 'b': {'c': [1, 'x', true], 'd': null}}")).isNotEqualTo(hash);
        assertThat(hash("{'a': 1, 'b': {'c': ['x', 1, true], 'd': null}}")).isNotEqualTo(hash);
        assertThat(hash("{'a': 1, 'b': {'c': [1, 'x', 'true'], 'd': null}}")).isNotEqualTo(hash);
        assertThat(hash("{'a': 1, 'b': {'c': [1, 'x', true]}}")).isNotEqualTo(hash);
        assertThat(hash("{'a': 'x', 'b': '" + "y".repeat(100_000) + "'}"))
                .isNotEqualTo(hash("{'a': 'x', 'b': '" + "y".repeat(100_001) + "'}"));
        assertThat(hash("{'a': 10}")).isEqualTo(hash("{'a': 10.00}")).isEqualTo(hash("{'a': 1e1}"));
        assertThat(hash("{'a': 0}")).isEqualTo(hash("{'a': 0.0}"));
    }

    private String key(String account, String record) {
        Event event = feed.only(record);
        assertThat(event.faults()).isEmpty();
        return HexFormat.of().formatHex(DeliveryKey.of(account, event));
    }

    private static String hash(String payload) {
        return HexFormat.of().formatHex(DeliveryKey.payloadHash(TestFeed.json(payload)));
    }
}
