package com.eventcourier.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.LoggerFactory;

/**
 * What a Camel user would write without this product: split the lines, map them with JSLT, post with camel-http, look at
 * the code. No validation, no ledger, no report; of its defaults only the number of connections is changed.
 */
final class StockRoute extends RouteBuilder {

    private static final int THREADS = 16;

    private final Path inbox;
    private final Path mapping;
    private final String url;

    private StockRoute(Path inbox, Path mapping, String url) {
        this.inbox = inbox;
        this.mapping = mapping;
        this.url = url;
    }

    /** Reads the folder until it is ended: inbox, mapping, URL of the webhook. */
    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger("ROOT")).setLevel(Level.WARN);
        CamelContext context = new DefaultCamelContext();
        context.addRoutes(new StockRoute(Path.of(args[0]), Path.of(args[1]), args[2]));
        context.start();
        System.out.println("started");
        Thread.currentThread().join();
    }

    @Override
    public void configure() {
        from("file:" + inbox + "?delete=true&readLock=none&delay=200")
                .split(body().tokenize("\n"))
                .streaming()
                .parallelProcessing()
                .executorService(pool())
                .to("jslt:file:" + mapping)
                .removeHeaders("*")
                .setHeader(Exchange.HTTP_METHOD, constant("POST"))
                .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
                .to(url + "?connectionsPerRoute=" + THREADS + "&maxTotalConnections=" + THREADS)
                .unmarshal()
                .json()
                .choice()
                .when(simple("${body[status][code]} == 1100"))
                .setProperty("accepted", constant(true))
                .otherwise()
                .log("not accepted: ${body}");
    }

    private static ExecutorService pool() {
        return new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(1000),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }
}
