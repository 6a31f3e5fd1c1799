package io.sqlcache.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the servers that outlived their JVM (killed before it could end them) and deletes their temporary data. */
final class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final Folders folders;
    private final Installation installation;

    Leftovers(Folders folders, Installation installation) {
        this.folders = folders;
        this.installation = installation;
    }

    /** Cleans up as far as possible; what cannot be cleaned is logged and left. Call it while the folders are held exclusively. */
    void cleanUp() throws IOException {
        for (ServerFolder folder : ServerFolder.leftBehind(folders)) {
            try {
                Optional<Path> data = folder.rememberedData();
                if (data.isPresent()) {
                    end(new Cluster(data.get(), folder, installation, folders.account()));
                }
                folder.delete();
            } catch (IOException | EmbeddedServerException e) {
                LOG.warn("Cannot clean up the PostgreSQL server left behind in {}", folder.path(), e);
                folder.abandon();
            }
        }
    }

    private void end(Cluster cluster) throws IOException {
        Optional<ProcessHandle> process = cluster.serverProcess();
        if (process.isPresent() && isOurs(process.get().info(), cluster.data())) {
            LOG.info(
                    "Ending PostgreSQL process {} in {}: its JVM is gone",
                    process.get().pid(),
                    cluster.data());
            cluster.stop(Cluster.StopMode.IMMEDIATE);
        }
    }

    /** Whether a process is the server that was started on the data: process numbers are used again. */
    private boolean isOurs(ProcessHandle.Info process, Path data) {
        boolean ourProgram = process.command()
                .map(command -> Path.of(command).startsWith(folders.programs()))
                .orElse(false);
        boolean itsData = process.arguments()
                .map(arguments -> Arrays.asList(arguments).contains(data.toString()))
                .orElse(true);
        return ourProgram && itsData;
    }
}
