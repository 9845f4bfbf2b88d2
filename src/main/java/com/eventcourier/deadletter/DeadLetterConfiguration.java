package com.eventcourier.deadletter;

import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.Ledger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeadLetterConfiguration {

    @Bean
    DeadLetterFiles deadLetterFiles(DataFolder data) {
        return new DeadLetterFiles(data);
    }

    @Bean
    DeadLetters deadLetters(Ledger ledger, DeadLetterFiles deadLetterFiles) {
        return new DeadLetters(ledger, deadLetterFiles);
    }
}
