package com.eventcourier.operate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Runs the courier. */
@Command(
        name = "run",
        description = "Delivers what comes into the inboxes until it is stopped (the default command).",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Option(
            names = "--until-idle",
            description =
                    "End when nothing is readable and no retry is due within 60 s: exit code 0, or 3 if this run left"
                            + " open dead letters, retries, unfinished files or a paused account.")
    private boolean untilIdle;

    @Option(
            names = "--only",
            arity = "3",
            paramLabel = "N FEED FILE",
            description = "Send the first N records of a file and stop; dropped into the inbox later, the file goes on"
                    + " behind them.")
    private List<String> only = new ArrayList<>();

    @Unmatched
    private List<String> settings = new ArrayList<>();

    /** What the process ends with when a signal stops it in the middle: an orderly stop is no fault. */
    private volatile int exitCode;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CourierCommand.refuseWords(settings);
        FirstRecords first = first();
        List<String> all = new ArrayList<>(settings);
        if (first != null) {
            all.add("--" + Presence.SAMPLES + "=false");
        }
        ConfigurableApplicationContext context = CourierStart.start(all.toArray(String[]::new));
        if (!endsOrderly()) {
            return 0;
        }
        try {
            exitCode = work(context, first);
        } catch (IOException | InterruptedException | RuntimeException e) {
            exitCode = CourierCommand.FAULT;
            throw e;
        }
        return exitCode;
    }

    /** Null when the whole inbox is meant. */
    private FirstRecords first() {
        return only.isEmpty() ? null : FirstRecords.of(only, Settings.read(settings.toArray(String[]::new)));
    }

    /** False when a stop signal came before the start was through. */
    private boolean endsOrderly() {
        try {
            SpringApplication.getShutdownHandlers()
                    .add(() -> Runtime.getRuntime().halt(exitCode));
            return true;
        } catch (IllegalStateException alreadyStopping) {
            return false;
        }
    }

    private int work(ConfigurableApplicationContext context, FirstRecords first)
            throws IOException, InterruptedException {
        if (first != null) {
            return first.send(context);
        }
        if (untilIdle) {
            return context.getBean(IdleWatch.class).awaitIdle(context);
        }
        context.getBean(IdleWatch.class).awaitStop(context);
        return 0;
    }
}
