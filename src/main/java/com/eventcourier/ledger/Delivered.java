package com.eventcourier.ledger;

/**
 * What a queue said of a message when it handed it over, and what was found in it.
 *
 * @param receives how often it was handed over so far, this time included
 * @param lane what keeps its order: messages of the same lane are sent one after the other; null where order is nothing
 * @param records how many records it has
 * @param lastPosition the position of the last of them
 */
public record Delivered(int receives, String lane, long records, long lastPosition) {}
