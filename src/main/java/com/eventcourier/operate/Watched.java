package com.eventcourier.operate;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * One kind of trouble that is looked for.
 *
 * @param code of its alerts
 * @param look answers those that there are at this moment; when it fails, nothing is known and nothing changes
 */
record Watched(String code, Callable<List<Alert>> look) {}
