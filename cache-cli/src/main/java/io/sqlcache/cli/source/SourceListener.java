package io.sqlcache.cli.source;

import io.sqlcache.api.Secret;

/** Hears what a source says for people. Called by several threads. */
public interface SourceListener {

    /** It logged this, at a level of the protocol. */
    void logged(String level, String message);

    /** It has changed its configuration, which is this text from now on. */
    void configured(Secret config);

    /** It printed a line on its standard error. */
    void printed(String line);
}
