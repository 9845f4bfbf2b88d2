package com.eventcourier.event;

public record Fault(String code, String attribute, String message) {}
