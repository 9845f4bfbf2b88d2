package com.eventcourier.feed;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * One stream of records from one partner, as {@code config/feeds/<feed>/feed.yaml} describes it.
 *
 * @param feed its name, that of its folder
 * @param account the webhook its events go to
 * @param event the event type of all its records
 * @param eventFrom a JSLT expression that answers a record's event type, in place of {@code event}; default: with neither
 *     of the two a record says it in {@code event_name}
 * @param filter a JSLT expression; records for which it is not true are left out; default: none are
 * @param format what is declared about its files; default: everything is recognised
 * @param zone of dates without an offset; default UTC
 * @param dates the date patterns it uses, in the order they are tried; default none
 * @param deliverBetween when its events are sent, by the clock of its zone: {@code "09:00-21:00"}, over midnight
 *     {@code "21:00-06:00"}, or a list of these. Outside of it files wait in the inbox and retries in the ledger; default:
 *     always
 * @param expectFileBy the time of the day, by the clock of its zone, at which a file must have come since the day before;
 *     if none did, the alert {@code late-file} says so; default: none is expected
 * @param expectFileOn the days on which a file is expected, such as {@code [mon, tue]}; default: every day
 * @param filesAtOnce most files open at the same time, 1 to 64; default 2
 * @param steadyFor how long size and time of a file must not change before it is read; default 1s
 * @param okMarker whether a file waits for a file of the same name with {@code .ok} added; default false
 * @param maxRecord largest record, 1KB to 256MB; default 1MB
 * @param unpack how much may come out of an archive (gz, zip); more is refused as a whole
 * @param keepDays how many days finished and refused files, reports and dead-letter files are kept, 0 to 3650; default 30
 * @param onlyWith the name of a setting, such as {@code courier.http.feeds.app}: without it the feed is off and needs
 *     neither an account nor anything else; default: it is on
 */
public record Feed(
        String feed,
        String account,
        String event,
        String eventFrom,
        String filter,
        Format format,
        ZoneId zone,
        List<String> dates,
        Hours deliverBetween,
        LocalTime expectFileBy,
        Set<DayOfWeek> expectFileOn,
        int filesAtOnce,
        Duration steadyFor,
        boolean okMarker,
        int maxRecord,
        Unpack unpack,
        int keepDays,
        String onlyWith) {}
