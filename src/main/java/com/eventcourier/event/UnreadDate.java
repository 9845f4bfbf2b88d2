package com.eventcourier.event;

import com.fasterxml.jackson.databind.node.TextNode;

/**
 * What {@code date()} returns for a value that is no date in its pattern: the original text, marked, so that the
 * attribute it ends up in is refused by name, whatever else the text could be read as.
 */
final class UnreadDate extends TextNode {
    private static final long serialVersionUID = 1L;

    private final String pattern;

    UnreadDate(String value, String pattern) {
        super(value);
        this.pattern = pattern;
    }

    String pattern() {
        return pattern;
    }
}
