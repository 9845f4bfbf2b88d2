package com.eventcourier.event;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads one attribute of a definition. */
final class AttributeSection {
    private static final List<String> KEYS =
            List.of("type", "required", "values", "pattern", "unique", "sensitive", "format", "identifier");
    private static final Set<AttributeType> MAY_BE_SENSITIVE =
            Set.of(AttributeType.ENUM, AttributeType.STRING, AttributeType.DOUBLE);

    private final YamlSection yaml;
    private final AttributeType type;

    private AttributeSection(YamlSection yaml, AttributeType type) {
        this.yaml = yaml;
        this.type = type;
    }

    static Attribute read(YamlSection attributes, String name) {
        YamlSection yaml = attributes.section(name);
        yaml.allow(KEYS);
        String typeName = yaml.text("type");
        AttributeType type = AttributeType.named(typeName)
                .orElseThrow(() ->
                        yaml.fault("type", "\"" + typeName + "\" is not a type; use one of " + AttributeType.names()));
        if (name.equals(Standard.EVENT_DATE_TIME) && type != AttributeType.DATE) {
            throw yaml.fault("type", "must be date: the target reads eventDateTime as one");
        }
        return new AttributeSection(yaml, type).attribute(name);
    }

    private Attribute attribute(String name) {
        boolean unique = yaml.flag("unique", false);
        return new Attribute(
                name, type, required(unique), values(), pattern(), unique, sensitive(), format(), identifier());
    }

    private boolean required(boolean unique) {
        boolean always = unique || type == AttributeType.CUSTOMER;
        if (always && !yaml.flag("required", true)) {
            throw yaml.fault("required", (unique ? "a unique" : "the customer") + " attribute is always required");
        }
        return yaml.flag("required", always);
    }

    private List<String> values() {
        if (type != AttributeType.ENUM) {
            refuse("values", "only an enum lists values");
            return List.of();
        }
        if (!yaml.has("values")) {
            throw yaml.fault("values", "is missing; an enum lists its values");
        }
        List<String> values = yaml.texts("values");
        if (values.isEmpty()) {
            throw yaml.fault("values", "is empty; an enum lists its values");
        }
        Set<String> seen = new HashSet<>();
        for (String value : values) {
            if (!seen.add(value)) {
                throw yaml.fault("values", "\"" + value + "\" is listed twice");
            }
        }
        return List.copyOf(values);
    }

    private Pattern pattern() {
        if (!type.freeText()) {
            refuse("pattern", "is for text, not for " + type.typeName());
        }
        if (!yaml.has("pattern")) {
            return null;
        }
        try {
            return Pattern.compile(yaml.text("pattern"));
        } catch (PatternSyntaxException e) {
            throw yaml.fault("pattern", "is not a regular expression: " + e.getDescription());
        }
    }

    private boolean sensitive() {
        boolean sensitive = yaml.flag("sensitive", false);
        if (sensitive && !MAY_BE_SENSITIVE.contains(type)) {
            throw yaml.fault("sensitive", "the target allows it on enum, string and double, not on " + type.typeName());
        }
        return sensitive;
    }

    private String format() {
        if (type != AttributeType.DATE) {
            refuse("format", "is for a date, not for " + type.typeName());
        }
        String format = yaml.textOr("format", null);
        if (format != null && !TargetDate.isFormat(format)) {
            throw yaml.fault("format", "\"" + format + "\" is not one of the target's date formats");
        }
        return format;
    }

    private Identifier identifier() {
        if (type != AttributeType.CUSTOMER) {
            refuse("identifier", "is for the customer, not for " + type.typeName());
            return null;
        }
        String kind = yaml.textOr("identifier", Identifier.MOBILE.kind());
        return Identifier.named(kind)
                .orElseThrow(() -> yaml.fault("identifier", "\"" + kind + "\" is not one of " + Identifier.names()));
    }

    private void refuse(String key, String why) {
        if (yaml.has(key)) {
            throw yaml.fault(key, why);
        }
    }
}
