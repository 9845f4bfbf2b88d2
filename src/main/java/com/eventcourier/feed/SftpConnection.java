package com.eventcourier.feed;

import com.jcraft.jsch.ChannelSftp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.RemoteFilePollingConsumerPollStrategy;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where Camel's SFTP consumer asks: what is looked at, when, and what comes of what it finds and of what fails. */
public final class SftpConnection extends RemoteFilePollingConsumerPollStrategy
        implements GenericFileProcessStrategy<SftpRemoteFile>, GenericFileFilter<SftpRemoteFile>, ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SftpConnection.class);

    private final SftpDoor door;
    private final SftpOptions options;
    private final SourceState source;
    private final Path hostKeys;
    private volatile GenericFileOperations<SftpRemoteFile> server;
    private volatile boolean broken;
    private volatile boolean copying;

    SftpConnection(SftpDoor door, SftpOptions options, SourceState source, Path hostKeys) {
        this.door = door;
        this.options = options;
        this.source = source;
        this.hostKeys = hostKeys;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        if (door.isStopped() || !source.mayTry()) {
            return false;
        }
        broken = false;
        door.beginLook();
        return true;
    }

    @Override
    public boolean accept(GenericFile<SftpRemoteFile> file) {
        return !isLink(file) && door.isMeant(file.getAbsoluteFilePath(), file.isDirectory());
    }

    /** It is listed with the size of its own, and may lead anywhere. */
    private static boolean isLink(GenericFile<SftpRemoteFile> file) {
        return file.getFile() != null
                && file.getFile().getRemoteFile() instanceof ChannelSftp.LsEntry entry
                && entry.getAttrs().isLink();
    }

    @Override
    public boolean begin(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file)
            throws IOException {
        server = operations;
        return !broken
                && door.wants(
                        new RemoteEnd(options, operations),
                        file.getAbsoluteFilePath(),
                        new RemoteCopy.Stamp(file.getFileLength(), file.getLastModified()));
    }

    /** The route's step: the file is open on the server. */
    @SuppressWarnings("unchecked")
    public void copy(Exchange exchange) {
        GenericFile<SftpRemoteFile> file =
                exchange.getProperty(ExchangePropertyKey.FILE_EXCHANGE_FILE, GenericFile.class);
        copying = true;
        try {
            door.copy(file, (InputStream) file.getBody());
        } catch (Download.Cut e) {
            breakOff(e);
        } finally {
            copying = false;
        }
    }

    @Override
    public void commit(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {
        if (!broken) {
            operations.releaseRetrievedFileResources(exchange);
        }
    }

    @Override
    public void rollback(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {
        commit(operations, endpoint, exchange, file);
    }

    @Override
    public void abort(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {
        // Nothing was begun.
    }

    @Override
    public void prepareOnStartup(
            GenericFileOperations<SftpRemoteFile> operations, GenericFileEndpoint<SftpRemoteFile> endpoint) {
        server = operations;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        if (broken || door.isStopped()) {
            return; // not every file was looked at
        }
        source.reached();
        try {
            door.endLook();
        } catch (IOException e) {
            door.tell("Something", e.getMessage());
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception e) throws Exception {
        super.rollback(consumer, endpoint, retryCounter, e);
        failed(e);
        return false;
    }

    private void failed(Throwable fault) {
        if (!door.isStopped()) {
            LOG.debug("The server of feed {}", door.name(), fault);
            source.failed(SftpFaults.reason(fault, hostKeys));
        }
    }

    /** Nothing more is asked of this connection; the next look has a new one. */
    private void breakOff(Throwable fault) {
        broken = true;
        failed(fault);
        disconnect();
    }

    private void disconnect() {
        if (server instanceof RemoteFileOperations<?> remote) {
            remote.forceDisconnect();
        }
    }

    @Override
    public void handleException(Throwable fault) {
        handleException(null, null, fault);
    }

    @Override
    public void handleException(String message, Throwable fault) {
        handleException(message, null, fault);
    }

    /** Without a file it is the look itself that failed, which {@link #rollback} knows already. */
    @Override
    public void handleException(String message, Exchange exchange, Throwable fault) {
        GenericFile<?> file = exchange == null
                ? null
                : exchange.getProperty(ExchangePropertyKey.FILE_EXCHANGE_FILE, GenericFile.class);
        if (file == null || SftpFaults.isGone(fault)) {
            LOG.debug("{}", message, fault);
        } else if (SftpFaults.isOfOneFile(fault) || fault instanceof IOException) {
            door.tell(file.getAbsoluteFilePath(), SftpFaults.reason(fault, hostKeys));
        } else if (!broken) {
            breakOff(fault);
        }
    }

    /** Ends a copy under way; while the connection is asked for something else it ends by itself. */
    void leave() {
        door.stop();
        if (copying) {
            disconnect();
        }
    }

    boolean isIdle() {
        return door.isSettled() || source.status().isDown();
    }
}
