package com.eventcourier;

import com.eventcourier.operate.CourierCommand;

/** The entry: commands are dispatched before anything of Spring is touched, so that those that read answer at once. */
public final class EventCourier {

    private EventCourier() {}

    public static void main(String[] args) {
        System.exit(CourierCommand.execute(args));
    }
}
