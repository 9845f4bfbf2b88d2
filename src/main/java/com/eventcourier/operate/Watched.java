package com.eventcourier.operate;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * One kind of trouble that is looked for.
 *
 * @param code of its alerts
 * @param look answers those that there are at this moment; when it fails, nothing is known and nothing changes
 * @param unsure whether it is not known, as of the last look, if an alert that was told still holds: then it is not over
 */
record Watched(String code, Callable<List<Alert>> look, Predicate<Alert> unsure) {

    /** One of which a look tells all. */
    Watched(String code, Callable<List<Alert>> look) {
        this(code, look, alert -> false);
    }

    boolean isUnsureOf(Alert alert) {
        return code.equals(alert.code()) && unsure.test(alert);
    }
}
