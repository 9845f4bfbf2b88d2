package com.eventcourier.feed;

import java.io.IOException;

/** How refused records are written in one format. */
interface RejectedRecords {

    void begin() throws IOException;

    void add(byte[] raw, String id, String row, String code, String reason) throws IOException;

    void end() throws IOException;
}
