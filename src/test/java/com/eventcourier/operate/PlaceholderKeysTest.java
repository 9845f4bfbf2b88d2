package com.eventcourier.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceholderKeysTest {

    @Test
    void theKeysOfAllDocumentsAreKnownWhateverTheirValues(@TempDir Path folder) throws IOException {
        Path first = Files.writeString(
                folder.resolve("a.yaml"),
                "courier: {data: data, accounts: {main: {in-flight: 16}}}\n---\nserver: {port: 8080}\n");
        Path second = Files.writeString(folder.resolve("b.yaml"), "courier.data: elsewhere\ncourier.quick: true\n");

        assertThat(PlaceholderKeys.in(first, second, folder.resolve("absent.yaml")))
                .containsExactly("courier.accounts.main.in-flight", "courier.data", "courier.quick", "server.port");
    }
}
