package com.eventcourier.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ShippedMappingsTest {
    private static final Path CONFIG = Path.of("config");
    private static final MappingFacts EVENTS =
            new MappingFacts("events", null, null, null, ZoneOffset.UTC, List.of(), false);
    private static final MappingFacts BOOKINGS = new MappingFacts(
            "bookings", "be_reserved", null, null, ZoneId.of("Asia/Kolkata"), List.of("dd/MM/yyyy HH:mm:ss"), true);

    private final EventDefinitions definitions = EventDefinitions.load(CONFIG.resolve("events"));

    @TestFactory
    Stream<DynamicTest> everyCaseOfTheShippedFeedsPasses() {
        return Stream.of(EVENTS, BOOKINGS).flatMap(this::cases);
    }

    @Test
    void thirteenEventsAreShippedAndOnlyTheExampleHasAUniqueAttribute() {
        assertThat(definitions.all())
                .extracting(EventDefinition::event)
                .containsExactlyInAnyOrder(
                        "be_reserved",
                        "ProductRemovedFromCart",
                        "ProductAddedToCart",
                        "ProductViewed",
                        "CategoryViewed",
                        "ProductSearched",
                        "CustomerRegistered",
                        "CustomerLoggedIn",
                        "CustomerLoggedOut",
                        "CouponApplied",
                        "CouponDenied",
                        "AppInstalled",
                        "AppUninstalled");
        assertThat(definitions.all())
                .filteredOn(definition -> !definition.uniqueAttributes().isEmpty())
                .extracting(EventDefinition::uniqueAttributes)
                .containsExactly(List.of("external_event_id"));
    }

    @Test
    void aMappedFeedIsKnownByTheColumnsItReadsAndAnUnmappedOneByItsAttributes() {
        assertThat(load(BOOKINGS).columns())
                .containsExactlyInAnyOrder("booking_ref", "mobile", "age", "hotel", "nights", "booked_at");
        assertThat(load(EVENTS).columns())
                .contains("event_name", "eventDateTime", "customer_id", "external_event_id", "productSku", "reason");
        assertThat(load(BOOKINGS).mapped()).isTrue();
        assertThat(load(EVENTS).mapped()).isFalse();
    }

    private FeedMapping load(MappingFacts facts) {
        return FeedMapping.load(CONFIG.resolve("feeds").resolve(facts.feed()), facts, definitions);
    }

    private Stream<DynamicTest> cases(MappingFacts facts) {
        Path folder = CONFIG.resolve("feeds").resolve(facts.feed());
        List<MappingCases.CaseResult> results = MappingCases.run(folder, facts, definitions);
        assertThat(results).hasSizeGreaterThan(15);
        return results.stream()
                .map(result -> DynamicTest.dynamicTest(
                        facts.feed() + " " + result.name(),
                        () -> assertThat(result.passed()).as(result.message()).isTrue()));
    }
}
