package com.eventcourier.ledger;

import java.util.Map;

/**
 * What a call for a replay got.
 *
 * @param run the number of the new run; 0 when there was nothing for it
 * @param letters how many dead letters it took
 * @param held of the selected letters those that other runs had already: how many, by the number of the run
 */
public record ReplayClaim(long run, long letters, Map<Long, Long> held) {}
