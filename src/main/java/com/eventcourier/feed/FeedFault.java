package com.eventcourier.feed;

import java.io.IOException;

/** A file that is plainly wrong as a whole: nothing of it is sent. The message is the sentence for its report. */
public class FeedFault extends IOException {
    FeedFault(String message) {
        super(message);
    }
}
