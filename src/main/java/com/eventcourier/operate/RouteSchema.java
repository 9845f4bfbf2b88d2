package com.eventcourier.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The schema of Camel's YAML, as it comes inside camel-yaml-dsl. */
final class RouteSchema {

    private static final String IN_CAMEL_YAML_DSL = "/schema/camelYamlDsl.json";
    private static final Pattern WHOLLY_PLACEHOLDER = Pattern.compile("\\{\\{[^{}]+}}");

    /** Loaded once, for that takes longer than to judge all files. */
    private static final JsonSchema SCHEMA = load();

    private static JsonSchema load() {
        JsonMetaSchema draft4 = JsonMetaSchema.builder(JsonMetaSchema.getV4())
                .keyword(new NonValidationKeyword("deprecated"))
                .build();
        SchemaValidatorsConfig english = SchemaValidatorsConfig.builder()
                .locale(Locale.ENGLISH)
                .preloadJsonSchema(false)
                .build();
        try (InputStream in = RouteSchema.class.getResourceAsStream(IN_CAMEL_YAML_DSL)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4, factory -> factory.metaSchema(draft4))
                    .getSchema(in, english);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void check(RouteFile file, List<RouteFinding> findings) {
        JsonNode json = file.json().deepCopy();
        Set<ValidationMessage> complaints = SCHEMA.validate(json);
        while (fillPlaceholders(json, complaints)) {
            complaints = SCHEMA.validate(json);
        }
        new SchemaComplaints(complaints).describe(file, findings);
    }

    /**
     * Camel resolves placeholders before it looks at types. The schema cannot, so where it wants a number, a boolean or
     * one of some words and finds a placeholder, it is shown a value of that kind.
     */
    private static boolean fillPlaceholders(JsonNode json, Set<ValidationMessage> complaints) {
        boolean filled = false;
        for (ValidationMessage complaint : complaints) {
            JsonNode standIn = standInFor(complaint);
            JsonNodePath location = complaint.getInstanceLocation();
            if (standIn != null && location.getNameCount() > 0) {
                filled |= fill(nodeAt(json, location, location.getNameCount() - 1), location.getElement(-1), standIn);
            }
        }
        return filled;
    }

    private static JsonNode standInFor(ValidationMessage complaint) {
        JsonNode wanted = complaint.getSchemaNode();
        if (complaint.getType().equals("enum")) {
            return wanted.get(0);
        }
        if (complaint.getType().equals("type")) {
            return switch (wanted.asText()) {
                case "boolean" -> BooleanNode.TRUE;
                case "number", "integer" -> IntNode.valueOf(1);
                default -> null;
            };
        }
        return null;
    }

    private static boolean fill(JsonNode owner, Object key, JsonNode standIn) {
        JsonNode value = step(owner, key);
        if (!value.isTextual() || !WHOLLY_PLACEHOLDER.matcher(value.textValue()).matches()) {
            return false;
        }
        if (owner instanceof ArrayNode list) {
            list.set((Integer) key, standIn);
        } else {
            ((ObjectNode) owner).set(key.toString(), standIn);
        }
        return true;
    }

    private static JsonNode nodeAt(JsonNode json, JsonNodePath location, int depth) {
        JsonNode node = json;
        for (int i = 0; i < depth; i++) {
            node = step(node, location.getElement(i));
        }
        return node;
    }

    private static JsonNode step(JsonNode node, Object key) {
        return key instanceof Integer index ? node.path(index) : node.path(key.toString());
    }
}
