package com.eventcourier.ledger;

/**
 * A message whose records may be sent from now on.
 *
 * @param row its arrival as it was before: a mark of 0 says that nothing of it was sent
 * @param resume what has an outcome already
 * @param laneTaken whether earlier messages of its lane still wait to be sent from the ledger
 */
public record OpenedMessage(ArrivalRow row, Resume resume, boolean laneTaken) {}
