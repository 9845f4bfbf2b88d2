package com.eventcourier.ledger;

import java.nio.charset.StandardCharsets;

/** Dead letters of a usual size, settled as the pipeline settles them. */
final class ManyLetters {

    private static final String[] CODES = {"7308", "attribute-type", "7306", "retry-exhausted"};
    private static final byte[] RECORD = "x".repeat(250).getBytes(StandardCharsets.UTF_8);
    private static final byte[] PAYLOAD =
            "{\"event_name\":\"%s\"}".formatted("y".repeat(350)).getBytes(StandardCharsets.UTF_8);

    private ManyLetters() {}

    /** So many of an arrival of this name, each fourth with another code. */
    static long settle(Ledger ledger, String name, int letters) {
        long arrival = ledger.openArrival(
                        new Incoming("bookings", "main", ArrivalRow.FILE, name, TestLedger.hash(name), 1, "1"))
                .id();
        for (int position = 1; position <= letters; position++) {
            ledger.settle(letter(arrival, position), () -> {});
        }
        ledger.flush();
        return arrival;
    }

    private static Settlement letter(long arrival, int position) {
        RecordId id = new RecordId(arrival, position, 0);
        Settlement.Kept kept = new Settlement.Kept(
                "main",
                "bookings",
                "be_reserved",
                "refused",
                "[]",
                RECORD,
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
                null);
    }
}
