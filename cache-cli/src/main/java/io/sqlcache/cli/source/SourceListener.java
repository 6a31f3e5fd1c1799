package io.sqlcache.cli.source;

/** Hears what a source says for people. Called by several threads. */
public interface SourceListener {

    /** It logged this, at a level of the protocol. */
    void logged(String level, String message);

    /** It printed a line on its standard error. */
    void printed(String line);
}
