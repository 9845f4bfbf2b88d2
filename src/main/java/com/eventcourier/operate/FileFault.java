package com.eventcourier.operate;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What is wrong with a file or folder, in words: Java often names only the path. */
final class FileFault {

    private FileFault() {}

    static String words(IOException fault) {
        if (fault instanceof AccessDeniedException) {
            return "permission denied for the user " + System.getProperty("user.name");
        }
        if (fault instanceof FileAlreadyExistsException) {
            return "there is a file of this name";
        }
        if (fault instanceof NoSuchFileException) {
            return "it is not there";
        }
        if (fault instanceof FileSystemException file && file.getReason() != null) {
            return file.getFile() + ": " + file.getReason();
        }
        return fault.getMessage() == null ? fault.toString() : fault.getMessage();
    }
}
