package com.eventcourier.bench;

import java.io.IOException;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** Compiles the writer that writes nothing, against the product's classes. */
final class NoLedger {

    private NoLedger() {}

    static Path compile(Place place) throws IOException {
        Path classes = place.fresh("no-ledger");
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        Subject.classPath(place, java.util.List.of()),
                        "-d",
                        classes.toString(),
                        Path.of("src/bench/no-ledger/com/eventcourier/ledger/LedgerWriter.java")
                                .toString());
        if (code != 0) {
            throw new IllegalStateException(
                    "src/bench/no-ledger does not fit the product any more: LedgerWriter has changed");
        }
        return classes;
    }
}
