package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.impl.BuiltinFunctions;
import com.schibsted.spt.data.jslt.impl.Location;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes JSLT's functions say where they failed. JSLT tells the place of an operator that fails but not of a function,
 * and a function is not told where it is called from. So each call in a source gets a function of its own, under a name
 * of the same length, which leaves all other lines and columns as they are.
 */
final class LocatedCalls {
    private static final String WORD = "[A-Za-z_][A-Za-z0-9_-]*";
    private static final Pattern TOKEN = Pattern.compile(
            "//[^\\n]*" // a comment
                    + "|\"(?:[^\"\\\\]|\\\\.)*\"" // a text
                    + "|[.$]" + WORD // a field or a variable
                    + "|" + WORD + ":" + WORD // a function of a module
                    + "|(?<name>" + WORD + ")(?<call>\\s*\\()?");
    // JSLT replaces this one by a faster one where it can, and recognises it by its identity.
    private static final String CONTAINS = "contains";

    private final String file;
    private final Map<String, Function> known;
    private final Set<String> taken;
    private final List<Function> functions = new ArrayList<>();

    private LocatedCalls(String file, Map<String, Function> known, Set<String> taken) {
        this.file = file;
        this.known = known;
        this.taken = taken;
    }

    /** A source with the functions that it calls. */
    record Source(String text, List<Function> functions) {}

    static Source in(String file, String source, Function own) {
        Map<String, Function> known = new TreeMap<>(BuiltinFunctions.functions);
        known.put(own.getName(), own);
        known.remove(CONTAINS);
        Set<String> taken = new HashSet<>(BuiltinFunctions.functions.keySet());
        taken.addAll(BuiltinFunctions.macros.keySet());
        Matcher token = TOKEN.matcher(source);
        String before = "";
        while (token.find()) {
            if (token.group("name") != null) {
                taken.add(token.group("name"));
                if (before.equals("def")) {
                    known.remove(token.group("name"));
                }
                before = token.group("name");
            }
        }
        return new LocatedCalls(file, known, taken).rename(source);
    }

    private Source rename(String source) {
        StringBuilder text = new StringBuilder(source);
        Matcher token = TOKEN.matcher(source);
        while (token.find()) {
            String name = token.group("name");
            String unused = token.group("call") == null || !known.containsKey(name) ? null : unused(name.length());
            if (unused != null) {
                functions.add(new Located(unused, known.get(name), location(source, token.start("name"))));
                text.replace(token.start("name"), token.end("name"), unused);
            }
        }
        return new Source(text.toString(), List.copyOf(functions));
    }

    private String unused(int length) {
        String number = Integer.toString(functions.size(), 36);
        if (number.length() >= length) {
            return null;
        }
        String name = "q" + "0".repeat(length - 1 - number.length()) + number;
        return taken.contains(name) ? null : name;
    }

    private Location location(String source, int at) {
        int line =
                1 + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
        return new Location(file, line, at - source.lastIndexOf('\n', at - 1));
    }

    private record Located(String name, Function function, Location location) implements Function {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public int getMinArguments() {
            return function.getMinArguments();
        }

        @Override
        public int getMaxArguments() {
            return function.getMaxArguments();
        }

        @Override
        public JsonNode call(JsonNode input, JsonNode[] arguments) {
            try {
                return function.call(input, arguments);
            } catch (JsltException e) {
                throw e.getSource() == null ? new JsltException(e.getMessageWithoutLocation(), e, location) : e;
            } catch (RuntimeException e) {
                throw new JsltException(
                        function.getName() + "() failed: " + e.getClass().getSimpleName(), e, location);
            }
        }
    }
}
