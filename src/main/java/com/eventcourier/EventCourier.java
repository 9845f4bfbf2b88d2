package com.eventcourier;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the courier. */
@SpringBootApplication
public class EventCourier {

    public static void main(String[] args) {
        SpringApplication.run(EventCourier.class, args);
    }
}
