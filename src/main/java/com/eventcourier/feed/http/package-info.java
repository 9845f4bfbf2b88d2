/** The HTTP door: what applications post for a feed. */
package com.eventcourier.feed.http;
