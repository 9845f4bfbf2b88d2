package com.eventcourier.operate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Passwords cannot be tried out: after a few wrong ones for a user from one address none is looked at for a minute. */
final class ThrottledLogin extends DaoAuthenticationProvider {

    private static final int MOST_WRONG = 5;
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST_REMEMBERED = 1000;

    private final Map<String, Wrong> wrong = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Wrong> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Wrong(int times, long last) {}

    ThrottledLogin(UserDetailsService users, PasswordEncoder encoder) {
        super(users);
        setPasswordEncoder(encoder);
    }

    @Override
    protected void additionalAuthenticationChecks(UserDetails user, UsernamePasswordAuthenticationToken login) {
        String who = user.getUsername() + " " + addressOf(login);
        if (isPaused(who)) {
            throw new LockedException("Too many wrong passwords. Try again in a minute.");
        }
        try {
            super.additionalAuthenticationChecks(user, login);
        } catch (BadCredentialsException e) {
            countWrong(who);
            throw e;
        }
        forget(who);
    }

    private static String addressOf(UsernamePasswordAuthenticationToken login) {
        return login.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
    }

    private synchronized boolean isPaused(String who) {
        Wrong so = wrong.get(who);
        if (so != null && System.nanoTime() - so.last() > PAUSE_NANOS) {
            wrong.remove(who);
            return false;
        }
        return so != null && so.times() >= MOST_WRONG;
    }

    private synchronized void countWrong(String who) {
        wrong.merge(who, new Wrong(1, System.nanoTime()), (was, one) -> new Wrong(was.times() + 1, one.last()));
    }

    private synchronized void forget(String who) {
        wrong.remove(who);
    }
}
