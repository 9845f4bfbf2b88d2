package com.eventcourier.operate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the settings of the management port must be like, beyond the range of each. */
final class ManagementRules {

    private static final Pattern BCRYPT = Pattern.compile("\\{bcrypt}\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");

    private ManagementRules() {}

    /** One sentence for each mistake; none of them repeats a password. */
    static List<String> faultsOf(ManagementOptions options) {
        List<String> faults = new ArrayList<>();
        new TreeMap<>(options.users()).forEach((name, user) -> {
            String key = "courier.management.users." + name;
            if (!name.matches("[a-z0-9]+")) {
                faults.add(key + ": a user's name has small letters and digits only, so that environment variables"
                        + " reach it");
            }
            if (user.password() == null || !BCRYPT.matcher(user.password()).matches()) {
                faults.add(key + ".password must be the hash of a password, {bcrypt}$2a$...: the command hash-password"
                        + " makes one");
            }
        });
        if (isNoAddress(options.address())) {
            faults.add("courier.management.address must be an address of this machine, it is " + options.address());
        }
        return faults;
    }

    /** A port is listened on by one server, whatever the addresses. */
    static List<String> portFaults(Plan plan) {
        CourierOptions options = plan.options();
        ManagementOptions management = options.management();
        boolean other = plan.sandbox() || options.http().isOpen();
        int port = plan.sandbox() ? options.sandbox().port() : options.http().port();
        return other && management.enabled() && port != 0 && port == management.port()
                ? List.of("courier.management.port and courier." + (plan.sandbox() ? "sandbox" : "http")
                        + ".port are both " + port + ": give them different numbers")
                : List.of();
    }

    private static boolean isNoAddress(String address) {
        try {
            return address.isBlank() || InetAddress.getByName(address) == null;
        } catch (UnknownHostException e) {
            return true;
        }
    }
}
