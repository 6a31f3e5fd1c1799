/** What the tests of the command share: a server, sources, messages, and all that is logged. */
@NullMarked
package io.sqlcache.cli.testing;

import org.jspecify.annotations.NullMarked;
