package com.eventcourier.webhook;

import com.eventcourier.event.ConfigFault;
import com.eventcourier.webhook.AccountOptions.Store;
import com.eventcourier.webhook.AccountOptions.Tls;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Opens an account's own certificates. */
final class TlsMaterial {

    private TlsMaterial() {}

    static SSLContext contextFor(String account, Tls tls) {
        String key = "courier.accounts." + account + ".tls";
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys = tls == null || tls.key() == null ? null : keys(key + ".key", tls.key());
            TrustManager[] trusts = tls == null || tls.trust() == null ? null : trusts(key + ".trust", tls.trust());
            context.init(keys, trusts, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new ConfigFault(key + ": the certificates cannot be used: " + e.getMessage());
        }
    }

    private static KeyManager[] keys(String key, Store store) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(open(key, store), password(store));
        return factory.getKeyManagers();
    }

    private static TrustManager[] trusts(String key, Store store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(open(key, store));
        return factory.getTrustManagers();
    }

    private static KeyStore open(String key, Store store) throws GeneralSecurityException {
        try {
            return KeyStore.getInstance(new File(store.file()), password(store));
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigFault(
                    key + ": " + store.file() + " cannot be opened as a PKCS#12 or JKS store with the password given");
        }
    }

    private static char[] password(Store store) {
        return store.password() == null ? new char[0] : store.password().toCharArray();
    }
}
