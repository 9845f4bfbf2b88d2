package com.eventcourier.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * One rule of the fault script.
 *
 * @param share of the matching requests, above 0, at most 1. Spread evenly, not drawn: with 0.25 it is each fourth
 * @param times how many requests get the fault, null for any number
 * @param duration how long the rule lives from the moment it was set, null for ever
 * @param script the rule as it was sent
 */
record FaultRule(FaultMatch match, FaultEffect effect, double share, Long times, Duration duration, JsonNode script) {}
