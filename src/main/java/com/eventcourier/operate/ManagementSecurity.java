package com.eventcourier.operate;

import com.eventcourier.ledger.DataFolder;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Who may do what on the management port. The sandbox and the HTTP door are another server, which this does not touch.
 * Without a login only the question whether the process lives is answered.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "courier.management.enabled", matchIfMissing = true)
@EnableWebSecurity
@EnableMethodSecurity
class ManagementSecurity {

    static final String HAWTIO = "/actuator/hawtio/";
    private static final String JSON = "application/json";
    private static final String WHAT_A_PAGE_MAY_LOAD = "default-src 'self'; img-src 'self' data:; object-src 'none';"
            + " frame-ancestors 'none'; form-action 'self'";

    /** One kind of hash, named in front of it, so that another kind can follow. */
    static PasswordEncoder encoder() {
        return new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder()));
    }

    @Bean
    ThrottledLogin throttledLogin(Plan plan) {
        PasswordEncoder encoder = encoder();
        return new ThrottledLogin(Operators.of(plan.options().management()), encoder);
    }

    @Bean(destroyMethod = "close")
    DeskToken deskToken(DataFolder data, DataLock lock) {
        DataFolder.make(data.root());
        return DeskToken.create(data);
    }

    @Bean
    SecurityFilterChain managementChain(HttpSecurity http, ThrottledLogin login, DeskToken deskToken) throws Exception {
        CsrfTokenRequestAttributeHandler readAtOnce = new CsrfTokenRequestAttributeHandler();
        readAtOnce.setCsrfRequestAttributeName(null);
        PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
        return http.authenticationProvider(login)
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers(path.matcher(HttpMethod.GET, "/actuator/health/liveness"))
                                .permitAll()
                                .anyRequest()
                                .hasRole("VIEWER"))
                .formLogin(form -> form.defaultSuccessUrl(HAWTIO))
                .httpBasic(Customizer.withDefaults())
                .addFilterBefore(new DeskTokenLogin(deskToken), BasicAuthenticationFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                        .csrfTokenRequestHandler(readAtOnce)
                        .ignoringRequestMatchers(ManagementSecurity::cannotBeForged))
                .exceptionHandling(refused ->
                        refused.accessDeniedHandler((request, response, fault) -> DeskPages.refuseForm(response)))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(WHAT_A_PAGE_MAY_LOAD))
                        .referrerPolicy(Customizer.withDefaults()))
                .build();
    }

    /**
     * A page of another site can send what a browser has in store, a session or a Basic login, but no token of the data
     * folder, and no JSON without asking this server first, which never allows it. Who sends JSON with neither a login nor
     * a session is to be asked for the login: some clients only then show theirs.
     */
    private static boolean cannotBeForged(HttpServletRequest request) {
        boolean session = request.getRequestedSessionId() != null;
        boolean login = request.getHeader("Authorization") != null;
        return DeskTokenLogin.isShown(request) || isJson(request) && (login || !session);
    }

    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(JSON);
    }

    /** Spring would put the filter in front of every server of the process. */
    @Bean
    FilterRegistrationBean<Filter> notOnTheOtherServer(@Qualifier("springSecurityFilterChain") Filter filter) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }
}
