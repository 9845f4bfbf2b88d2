/** The durable record of every record's fate: identity, keys, states, marks and counters in one file. */
package com.eventcourier.ledger;
