package com.eventcourier.feed;

import java.util.List;

/** A header that can be cut and not used. A file of quite another kind may have one, so its columns are told too. */
final class HeaderFault extends FeedFault {
    private final transient List<String> columns;

    /** @param columns null stands for one without a name */
    HeaderFault(String message, List<String> columns) {
        super(message);
        this.columns = columns;
    }

    List<String> columns() {
        return columns;
    }
}
