package com.eventcourier.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;

/**
 * What no courier with this HTTP client can beat: each line of a file is the body of a POST, and nothing else is done with
 * it. No Camel, no mapping, no validation, and nobody looks at the answer.
 */
final class PostsAlone {

    private static final int THREADS = 16;

    private PostsAlone() {}

    /** Watches a folder until it is ended: {@code <folder> <webhook>}. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Path inbox = Files.createDirectories(Path.of(args[0]));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        System.out.println("started");
        try (CloseableHttpClient http = client()) {
            while (!Thread.interrupted()) {
                for (Path file : files(inbox)) {
                    post(file, args[1], http, threads);
                    Files.delete(file);
                }
                Thread.sleep(20);
            }
        }
    }

    private static List<Path> files(Path inbox) throws IOException {
        try (Stream<Path> files = Files.list(inbox)) {
            return files.toList();
        }
    }

    private static void post(Path file, String webhook, CloseableHttpClient http, ExecutorService threads)
            throws IOException, InterruptedException, ExecutionException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        HttpPost post = new HttpPost(webhook);
                        post.setEntity(new ByteArrayEntity(line.getBytes(UTF_8), ContentType.APPLICATION_JSON));
                        http.execute(post, answer -> EntityUtils.toByteArray(answer.getEntity()));
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private static CloseableHttpClient client() {
        return HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setMaxConnPerRoute(THREADS)
                        .setMaxConnTotal(THREADS)
                        .setDefaultSocketConfig(
                                SocketConfig.custom().setTcpNoDelay(true).build())
                        .build())
                .disableCookieManagement()
                .disableRedirectHandling()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableConnectionState()
                .disableDefaultUserAgent()
                .build();
    }
}
