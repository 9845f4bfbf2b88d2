package com.eventcourier.event;

import java.nio.file.Path;
import java.util.List;

/**
 * A mistake in {@code config/} that stops the start. The message has one line for each mistake: {@code file:line: key:
 * what is wrong and what is right}.
 */
public class ConfigFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> sentences;

    public ConfigFault(String sentence) {
        this(List.of(sentence));
    }

    public ConfigFault(List<String> sentences) {
        super(String.join("\n", sentences));
        this.sentences = List.copyOf(sentences);
    }

    /** The mistakes one by one, at most one for each file. */
    public List<String> sentences() {
        return sentences;
    }

    static ConfigFault at(Path file, int line, String key, String what) {
        return new ConfigFault(file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + what);
    }
}
