package com.eventcourier.operate;

import com.eventcourier.operate.ManagementOptions.Role;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** Who may log in, and with which roles. */
final class Operators {

    /** The name of the one who comes with the token of the data folder. */
    static final String COMMAND = "command";

    private static final String ONLY_ONE = "operator";
    private static final int PASSWORD_BYTES = 15;

    /** Slow hashes protect what a person could guess; a random password needs none, and each start would wait for it. */
    private static final PasswordEncoder QUICK = new BCryptPasswordEncoder(4);

    private Operators() {}

    /** The users of the settings; without any one operator, whose password is made now and printed, and kept nowhere. */
    static InMemoryUserDetailsManager of(ManagementOptions options) {
        InMemoryUserDetailsManager all = new InMemoryUserDetailsManager();
        options.users().forEach((name, user) -> all.createUser(someone(name, user.password(), user.role())));
        if (options.users().isEmpty()) {
            String password = password();
            all.createUser(someone(ONLY_ONE, "{bcrypt}" + QUICK.encode(password), Role.OPERATOR));
            // not to the log, which is kept and read by others
            System.out.println("Nobody is set under courier.management.users. For this run, log in as " + ONLY_ONE
                    + " with the password " + password);
        }
        return all;
    }

    private static UserDetails someone(String name, String hash, Role role) {
        return User.withUsername(name).password(hash).authorities(rolesOf(role)).build();
    }

    /** An operator may do what a viewer may. */
    static List<GrantedAuthority> rolesOf(Role role) {
        return Stream.of(Role.values())
                .filter(each -> each.compareTo(role) <= 0)
                .map(each -> (GrantedAuthority) new SimpleGrantedAuthority("ROLE_" + each))
                .toList();
    }

    private static String password() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
