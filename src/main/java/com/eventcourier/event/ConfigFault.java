package com.eventcourier.event;

public class ConfigFault extends RuntimeException {
    public ConfigFault(String message) {
        super(message);
    }
}
