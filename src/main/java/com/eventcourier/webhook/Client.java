package com.eventcourier.webhook;

import com.eventcourier.webhook.AccountOptions.Proxy;
import com.eventcourier.webhook.Reply.Failure;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts one event and says what came of it; never repeats what may have arrived. The client is stripped: no cookies,
 * redirects, credential cache, repeats or decoding, and no header that is not ours.
 */
final class Client implements AutoCloseable {

    /**
     * A connection that lay still this long is looked at before it is used, which takes up to a millisecond but keeps one
     * that the target has closed meanwhile, or said more on, from being taken for an unanswered POST.
     */
    private static final TimeValue LOOK_AFTER = TimeValue.ofMilliseconds(10);

    private static final TimeValue IDLE = TimeValue.ofSeconds(30);
    private static final Http1Config HEAD_LIMITS = Http1Config.custom()
            .setMaxLineLength(16 << 10)
            .setMaxHeaderCount(200)
            .build();

    private final URI url;
    private final HttpHost target;
    private final OwnSecrets secrets;
    private volatile Header authorization;
    private volatile Header proxyAuthorization;
    private final BasicCredentialsProvider ofTunnel = new BasicCredentialsProvider();
    private final boolean tunnel;
    private final RequestConfig request;
    private final AnswerReader reader;
    private final long totalNanos;
    private final Deadlines deadlines;
    private final CloseableHttpClient http;

    Client(String account, AccountOptions options, Deadlines deadlines) {
        this.url = URI.create(options.url());
        this.target = HttpHost.create(url);
        this.secrets = new OwnSecrets(options);
        this.authorization = Credentials.headerFor(options.auth());
        this.reader = new AnswerReader((int) options.maxAnswer().toBytes());
        this.totalNanos = options.totalTimeout().toNanos();
        this.deadlines = deadlines;
        this.tunnel = "https".equalsIgnoreCase(url.getScheme());
        authorizeAtProxy(options.proxy());
        boolean asks = proxyAuthorization != null && tunnel;
        this.request = requestConfig(options, asks);
        this.http = httpClient(account, options, asks);
    }

    private void authorizeAtProxy(Proxy proxy) {
        if (proxy != null && proxy.user() != null && !proxy.user().isBlank()) {
            proxyAuthorization = Credentials.proxyHeader(proxy.user(), proxy.password());
            ofTunnel.setCredentials(
                    new AuthScope(way(proxy)),
                    new UsernamePasswordCredentials(
                            proxy.user(), proxy.password().toCharArray()));
        }
    }

    private static HttpHost way(Proxy proxy) {
        return new HttpHost("http", proxy.host(), proxy.port());
    }

    private static RequestConfig requestConfig(AccountOptions options, boolean proxyAsks) {
        return RequestConfig.custom()
                .setExpectContinueEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setRedirectsEnabled(false)
                .setContentCompressionEnabled(false)
                .setAuthenticationEnabled(proxyAsks)
                .setResponseTimeout(Timeout.of(options.responseTimeout()))
                .setConnectionRequestTimeout(Timeout.of(options.totalTimeout()))
                .build();
    }

    private CloseableHttpClient httpClient(String account, AccountOptions options, boolean proxyAsks) {
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setConnectionManager(connections(account, options))
                .setRequestExecutor(new MarkingExecutor())
                .setDefaultRequestConfig(request)
                .disableCookieManagement()
                .disableRedirectHandling()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableConnectionState()
                .disableDefaultUserAgent()
                .evictExpiredConnections()
                .evictIdleConnections(IDLE);
        Proxy proxy = options.proxy();
        if (proxy != null) {
            builder.setProxy(way(proxy));
            if (proxyAsks) {
                builder.setDefaultCredentialsProvider(ofTunnel);
            }
        }
        return builder.build();
    }

    private static PoolingHttpClientConnectionManager connections(String account, AccountOptions options) {
        Timeout connect = Timeout.of(options.connectTimeout());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(options.connections())
                .setMaxConnTotal(options.connections())
                .setConnectionFactory(Client::connection)
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setTcpNoDelay(true)
                        .setSoTimeout(connect)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(Timeout.of(options.responseTimeout()))
                        .setValidateAfterInactivity(LOOK_AFTER)
                        .build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(TlsMaterial.contextFor(account, options.tls())))
                .build();
    }

    /** {@code socket} is null where the client makes the way later. */
    private static KeptConnection connection(Socket socket) throws IOException {
        KeptConnection connection = new KeptConnection(HEAD_LIMITS);
        if (socket != null) {
            connection.bind(socket);
        }
        return connection;
    }

    /** Posts once; twice only where a kept connection broke while the first POST was still being written. */
    Reply post(byte[] json) throws InterruptedException {
        EventBody body = new EventBody(json);
        long latest = System.nanoTime() + totalNanos;
        Reply reply = exchange(body);
        if (reply instanceof Failure && body.begun() && !body.sent() && System.nanoTime() - latest < 0) {
            reply = exchange(new EventBody(json));
        }
        return reply;
    }

    /** From now on these credentials are sent, also to the proxy; false if they are the same as before. */
    boolean authorize(AccountOptions fresh) {
        List<String> before = Arrays.asList(text(authorization), text(proxyAuthorization));
        secrets.renew(fresh);
        authorization = Credentials.headerFor(fresh.auth());
        authorizeAtProxy(fresh.proxy());
        return !before.equals(Arrays.asList(text(authorization), text(proxyAuthorization)));
    }

    OwnSecrets secrets() {
        return secrets;
    }

    private static String text(Header header) {
        return header == null ? null : header.getName() + " " + header.getValue();
    }

    private Reply exchange(EventBody body) throws InterruptedException {
        HttpPost post = new HttpPost(url);
        post.setConfig(request);
        post.setEntity(body);
        Header credentials = authorization;
        if (credentials != null) {
            post.setHeader(credentials);
        }
        Header atProxy = proxyAuthorization;
        if (atProxy != null && !tunnel) {
            post.setHeader(atProxy);
        }
        Deadlines.Running running = deadlines.start(post, totalNanos);
        try {
            CloseableHttpResponse response = (CloseableHttpResponse) http.executeOpen(target, post, null);
            try {
                boolean fromTheProxy =
                        !body.sent() && response.getCode() != HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED;
                return fromTheProxy ? noTunnel(response) : reader.read(response, body.sent());
            } finally {
                response.close(CloseMode.IMMEDIATE);
            }
        } catch (IOException | RuntimeException e) {
            if (!body.sent() && Thread.interrupted()) {
                throw new InterruptedException("Interrupted before the event was sent");
            }
            return Failures.failure(e, body.sent(), running.wasCut(), target);
        } finally {
            deadlines.end(running);
        }
    }

    private Failure noTunnel(CloseableHttpResponse response) {
        String what = "the proxy made no way to " + target.getHostName() + " (HTTP " + response.getCode() + ")";
        return new Failure(false, Reply.Kind.NOT_SENT, what);
    }

    @Override
    public void close() {
        http.close(CloseMode.IMMEDIATE);
    }
}
