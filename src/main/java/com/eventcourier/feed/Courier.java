package com.eventcourier.feed;

/** The names that a rejected file adds to a record. They are never part of an event. */
final class Courier {

    static final String PREFIX = "courier_";
    static final String ID = "courier_id";
    static final String ROW = "courier_row";
    static final String CODE = "courier_code";
    static final String REASON = "courier_reason";
    static final String RAW = "courier_raw";

    private Courier() {}
}
