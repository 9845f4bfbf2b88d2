package com.eventcourier.sandbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What may be set for the sandbox.
 *
 * @param enabled whether the stand-in for the target exists at all; default false
 * @param token the value that must follow {@code Basic} in the Authorization header, compared as it is; default none,
 *     then every request is let in, as the target does for a webhook without authentication
 * @param keep how many of the received events are remembered, newest first, 1 to 100,000; default 10,000. All are
 *     counted
 * @param samples the folder that holds one folder of sample files per feed; default {@code samples}
 */
@Validated
@ConfigurationProperties("courier.sandbox")
record SandboxOptions(
        @DefaultValue("false") boolean enabled,
        String token,
        @DefaultValue("10000") @Min(1) @Max(100_000) int keep,
        @DefaultValue("samples") Path samples) {

    boolean asksForToken() {
        return token != null && !token.isBlank();
    }
}
