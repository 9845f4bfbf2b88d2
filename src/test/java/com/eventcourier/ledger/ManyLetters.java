package com.eventcourier.ledger;

import java.nio.charset.StandardCharsets;

/** Dead letters of a usual size, settled as the pipeline settles them. */
final class ManyLetters {

    private static final String[] CODES = {"7308", "attribute-type", "7306", "retry-exhausted"};
    private static final int USUAL = 250;
    private static final byte[] PAYLOAD =
            "{\"event_name\":\"%s\"}".formatted("y".repeat(350)).getBytes(StandardCharsets.UTF_8);

    private ManyLetters() {}

    /** So many of an arrival of this name, each fourth with another code. */
    static long settle(Ledger ledger, String name, int letters) {
        return settle(ledger, name, letters, USUAL);
    }

    /** @param size of each record, in bytes */
    static long settle(Ledger ledger, String name, int letters, int size) {
        byte[] record = "x".repeat(size).getBytes(StandardCharsets.UTF_8);
        long arrival = ledger.openArrival(
                        new Incoming("bookings", "main", ArrivalRow.FILE, name, TestLedger.hash(name), 1, "1"))
                .id();
        for (int position = 1; position <= letters; position++) {
            ledger.settle(letter(arrival, position, record), () -> {});
        }
        ledger.flush();
        return arrival;
    }

    private static Settlement letter(long arrival, int position, byte[] record) {
        RecordId id = new RecordId(arrival, position, 0);
        Settlement.Kept kept = new Settlement.Kept(
                "main",
                "bookings",
                "be_reserved",
                "refused",
                "[]",
                record,
                PAYLOAD,
                "no",
                200,
                "{}\n",
                "1",
                null,
                0,
                0);
        return new Settlement(
                id,
                1,
                null,
                State.DEAD,
                CODES[position % CODES.length],
                1,
                null,
                TestLedger.key(id),
                true,
                TestLedger.PAYLOAD,
                null,
                kept,
                null,
                null);
    }
}
