package com.eventcourier.bench;

import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * What a Camel user would write on the same stack without this product: split the lines, map them with JSLT, post with
 * camel-http, look at the code. No validation, no ledger, no report. Its options are Camel's own defaults, with as many
 * threads as the product; the tuned one has the method on its endpoint, which spares Camel a search for each POST.
 */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
class StockRoute {

    private static final int THREADS = 16;

    /** Reads the folder until it is ended: {@code --inbox}, {@code --mapping}, {@code --webhook}, {@code --tuned}. */
    public static void main(String[] args) throws InterruptedException {
        SpringApplication application = new SpringApplication(StockRoute.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(Map.of("logging.level.root", "WARN"));
        System.setProperty("spring.config.name", "none");
        application.run(args);
        System.out.println("started");
        Thread.currentThread().join();
    }

    @Bean
    RouteBuilder route(
            @Value("${inbox}") String inbox,
            @Value("${mapping}") String mapping,
            @Value("${webhook}") String webhook,
            @Value("${tuned}") boolean tuned) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                ProcessorDefinition<?> mapped = from("file:" + inbox + "?delete=true&readLock=none&delay=200")
                        .split(body().tokenize("\n"))
                        .streaming()
                        .parallelProcessing()
                        .executorService(pool())
                        .to("jslt:file:" + mapping)
                        .removeHeaders("*")
                        .setHeader("Content-Type", constant("application/json"));
                if (!tuned) {
                    mapped = mapped.setHeader("CamelHttpMethod", constant("POST"));
                }
                mapped.to(tuned ? webhook + "?httpMethod=POST" : webhook)
                        .unmarshal()
                        .json()
                        .choice()
                        .when(simple("${body[status][code]} == 1100"))
                        .setProperty("accepted", constant(true))
                        .otherwise()
                        .log("not accepted: ${body}");
            }
        };
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
