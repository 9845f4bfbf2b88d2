package com.eventcourier.event;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/** A feed in real files, and its facts. */
final class TestFeed {
    static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    final Path config;
    private String event;
    private String eventFrom;
    private String filter;
    private ZoneId zone = KOLKATA;
    private List<String> dates = List.of();
    private boolean text;

    TestFeed(Path config) {
        this.config = config;
        folder(feedFolder());
        folder(config.resolve("events"));
    }

    TestFeed definition(String name, String attributes) {
        write(config.resolve("events/" + name + ".yaml"), "event: " + name + "\nattributes:\n" + attributes.indent(2));
        return this;
    }

    TestFeed file(String name, String content) {
        write(feedFolder().resolve(name), content);
        return this;
    }

    TestFeed event(String name) {
        this.event = name;
        return this;
    }

    TestFeed eventFrom(String jslt) {
        this.eventFrom = jslt;
        return this;
    }

    TestFeed filter(String jslt) {
        this.filter = jslt;
        return this;
    }

    TestFeed zone(String id) {
        this.zone = ZoneId.of(id);
        return this;
    }

    TestFeed dates(String... patterns) {
        this.dates = List.of(patterns);
        return this;
    }

    TestFeed text() {
        this.text = true;
        return this;
    }

    Path feedFolder() {
        return config.resolve("feeds/shop");
    }

    MappingFacts facts() {
        return new MappingFacts("shop", event, eventFrom, filter, zone, dates, text);
    }

    EventDefinitions definitions() {
        return EventDefinitions.load(config.resolve("events"));
    }

    FeedMapping load() {
        return FeedMapping.load(feedFolder(), facts(), definitions());
    }

    /** The events of a record, validated. */
    List<Event> events(String record) {
        FeedMapping mapping = load();
        List<Event> events = mapping.map(json(record)).events();
        events.forEach(mapping::validate);
        return events;
    }

    /** The only event of a record, validated. */
    Event only(String record) {
        List<Event> events = events(record);
        if (events.size() != 1) {
            throw new AssertionError(events.size() + " events");
        }
        return events.get(0);
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String content) {
        folder(file.getParent());
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void folder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
