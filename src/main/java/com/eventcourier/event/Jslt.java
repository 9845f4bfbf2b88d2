package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import com.schibsted.spt.data.jslt.impl.ExpressionImpl;
import com.schibsted.spt.data.jslt.impl.FileSystemResourceResolver;
import com.schibsted.spt.data.jslt.impl.PreparationContext;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A compiled JSLT expression and how its mistakes are told: by file, line and column, without the record's values. */
final class Jslt {
    private static final Pattern POSITION = Pattern.compile("at line (\\d+), column (\\d+)");

    private final String name;
    private final Expression expression;

    private Jslt(String name, Expression expression) {
        this.name = name;
        this.expression = expression;
    }

    /**
     * @param name what messages call it: a file, or a file and a key
     * @throws ConfigFault with the line and column of the mistake
     */
    static Jslt compile(String name, String source, Path folder, Function date) {
        try {
            // first as it is, so that mistakes are told in its own words
            refuseUndefined(name, source, parse(name, source, folder, List.of(date)));
            LocatedCalls.Source located = LocatedCalls.in(name, source, date);
            List<Function> functions = new ArrayList<>(located.functions());
            functions.add(date);
            return new Jslt(name, parse(name, located.text(), folder, functions));
        } catch (JsltException e) {
            String place = POSITION.matcher(e.getMessage()).find() ? position(name, e.getMessage()) : position(name, e);
            throw new ConfigFault(place + ": " + firstLine(e.getMessageWithoutLocation()));
        }
    }

    /** JSLT takes a variable that nothing defines for one that its caller will set, and fails at the first record. */
    private static void refuseUndefined(String name, String source, Expression expression) {
        PreparationContext scopes = new PreparationContext();
        ((ExpressionImpl) expression).prepare(scopes);
        for (String variable : new TreeSet<>(scopes.scope.getParameterSlots().keySet())) {
            throw new ConfigFault(place(name, source, variable) + ": There is no variable '" + variable
                    + "': define it above with \"let " + variable + " = ...\"");
        }
    }

    private static String place(String name, String source, String variable) {
        Matcher use = Pattern.compile("\\$" + Pattern.quote(variable) + "(?![A-Za-z0-9_-])")
                .matcher(source);
        if (!use.find()) {
            return name;
        }
        String before = source.substring(0, use.start());
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return name + ":" + line + ":" + (use.start() - before.lastIndexOf('\n'));
    }

    private static Expression parse(String name, String source, Path folder, List<Function> functions) {
        return new Parser(new StringReader(source))
                .withSource(name)
                .withFunctions(functions)
                .withResourceResolver(new FileSystemResourceResolver(folder, StandardCharsets.UTF_8))
                .compile();
    }

    JsonNode apply(JsonNode record) {
        return expression.apply(record);
    }

    /** The sentence for a record that made the expression fail. */
    String failure(JsltException e, ObjectNode record) {
        return position(name, e) + ": " + RecordValues.of(record).maskedIn(firstLine(e.getMessageWithoutLocation()));
    }

    String failure(String what) {
        return name + ": " + what;
    }

    private static String position(String name, JsltException e) {
        return e.getSource() == null ? name : e.getSource() + ":" + e.getLine() + ":" + e.getColumn();
    }

    private static String position(String name, String message) {
        Matcher position = POSITION.matcher(message);
        return position.find() ? name + ":" + position.group(1) + ":" + position.group(2) : name;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("the expression failed").strip();
    }
}
