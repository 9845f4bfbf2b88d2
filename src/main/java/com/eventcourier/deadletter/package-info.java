/** Events that need a person: handing them on by their code. */
package com.eventcourier.deadletter;
