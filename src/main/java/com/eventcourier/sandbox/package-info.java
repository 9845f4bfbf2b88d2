/**
 * The stand-in for the target: it answers like the documented webhook, lists what it received, and fails on request.
 * It exists only where {@code courier.sandbox.enabled} is true, and then listens on the loopback address only.
 */
package com.eventcourier.sandbox;
