package com.eventcourier.ledger;

/**
 * The identity of an event.
 *
 * @param arrival the appearance of the source object
 * @param position physical line (CSV, NDJSON; the header is 1) or element (JSON array), from 1
 * @param sub which of the events that the record became, from 0
 */
public record RecordId(long arrival, long position, int sub) {}
