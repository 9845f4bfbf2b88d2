package com.eventcourier.ledger;

/**
 * One appearance of a source object, as it comes in.
 *
 * @param account where its events go
 * @param kind file, request or message
 * @param name what it is called: a file's name, or the id of a request or message
 * @param hash what tells it from others of the feed: SHA-256 of a file's content, or of the id
 * @param size in bytes
 * @param mapping the version of the mapping that makes events of it
 */
public record Incoming(String feed, String account, String kind, String name, byte[] hash, long size, String mapping) {}
