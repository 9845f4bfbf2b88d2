package com.eventcourier.operate;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * From when on trouble is an alert.
 *
 * @param trippedFor how long an account is tripped before it is one; default 5m
 * @param deadShare the share of dead letters among a feed's outcomes, 0 to 1, above which it is one; default 0.2
 * @param deadWindow the time whose outcomes are looked at; default 10m
 * @param deadLeast the least number of outcomes in that time; default 50
 * @param sourceDownFor how long a server or queue that a feed reads from is down before it is one; default 30s
 * @param diskLow the usable space of the data folder's disk below which it is one; default 500MB
 */
public record AlertOptions(
        @DefaultValue("5m") @DurationMin Duration trippedFor,

        @DefaultValue("0.2") @DecimalMin("0") @DecimalMax("1")
        double deadShare,

        @DefaultValue("10m") @DurationMin(seconds = 10) Duration deadWindow,
        @DefaultValue("50") @Min(1) int deadLeast,
        @DefaultValue("30s") @DurationMin Duration sourceDownFor,
        @DefaultValue("500MB") DataSize diskLow) {}
