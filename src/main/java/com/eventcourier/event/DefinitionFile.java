package com.eventcourier.event;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads one definition and holds it against the target's limits ("Setup and test behavioral events"). */
final class DefinitionFile {
    private static final int MOST_ATTRIBUTES = 20;
    private static final Pattern EVENT_NAME = Pattern.compile("[A-Za-z0-9_]+");

    private DefinitionFile() {}

    static EventDefinition read(Path file) {
        YamlSection root = YamlSection.read(file);
        root.allow(List.of("event", "label", "max-age", "attributes"));
        String event = event(root, file.getFileName().toString());
        Map<String, Attribute> attributes = attributes(root);
        return EventDefinition.of(event, root.textOr("label", event), attributes, maxAge(root));
    }

    private static Duration maxAge(YamlSection root) {
        if (!root.has("max-age")) {
            return null;
        }
        Duration maxAge = AgeLimit.time(root.text("max-age"));
        if (maxAge == null) {
            throw root.fault("max-age", "\"" + root.text("max-age") + "\" is not a time such as 90m, 12h or 2d");
        }
        return maxAge;
    }

    private static String event(YamlSection root, String fileName) {
        String event = root.text("event");
        if (!EVENT_NAME.matcher(event).matches()) {
            throw root.fault("event", "\"" + event + "\" may have letters, digits and underscores only");
        }
        if (event.contains("__")) {
            throw root.fault(
                    "event", "\"" + event + "\" has two underscores in a row, which the target reads as a space");
        }
        if (!fileName.equals(event + ".yaml")) {
            throw root.fault("event", "\"" + event + "\" must be in a file named " + event + ".yaml");
        }
        return event;
    }

    private static Map<String, Attribute> attributes(YamlSection root) {
        YamlSection section = root.section("attributes");
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        String customer = null;
        int counted = 0;
        for (String name : section.keys()) {
            checkName(section, name);
            Attribute attribute = AttributeSection.read(section, name);
            if (attribute.type() == AttributeType.CUSTOMER) {
                if (customer != null) {
                    throw section.fault(name, "is a second customer beside " + customer + "; an event has one");
                }
                customer = name;
            }
            // The target has eventDateTime on every event, beside the 20 that are declared.
            if (!name.equals(Standard.EVENT_DATE_TIME) && ++counted > MOST_ATTRIBUTES) {
                throw section.fault(name, "is attribute number 21; the target takes 20");
            }
            attributes.put(name, attribute);
        }
        if (customer == null) {
            throw root.fault("attributes", "none is of type customer; the target takes no anonymous event");
        }
        return attributes;
    }

    private static void checkName(YamlSection section, String name) {
        if (name.isBlank() || name.length() > 50) {
            throw section.fault(name, "has " + name.length() + " characters; the target takes 1 to 50");
        }
        if (name.startsWith(Standard.COURIER_PREFIX)) {
            throw section.fault(name, "starts with courier_, which is kept for the courier's own columns");
        }
        if (Standard.UNDECLARED.contains(name)) {
            throw section.fault(name, "is allowed in every event and must not be declared");
        }
    }
}
