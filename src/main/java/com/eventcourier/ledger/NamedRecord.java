package com.eventcourier.ledger;

import java.util.Map;

/**
 * The record that a mended one names by its courier_id.
 *
 * @param hash what its arrival is known by
 * @param keys the delivery keys of its events, by their sub-position; of an event that had none there is none
 */
public record NamedRecord(byte[] hash, long position, Map<Integer, byte[]> keys) {}
