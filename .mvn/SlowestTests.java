import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Prints the slowest tests of a build, from Surefire's reports in the modules of a folder: what to look at when it gets long. */
final class SlowestTests {

    private static final int SHOWN = 20;

    private record Timed(double seconds, String test) {}

    /** The arguments are the folder and when the build began: older reports are of another one. */
    public static void main(String[] args) throws IOException {
        Instant began = Instant.parse(args[1]);
        try (Stream<Path> files = Files.find(Path.of(args[0]), 4, (path, is) -> isReport(path)
                && !is.lastModifiedTime().toInstant().isBefore(began))) {
            List<Timed> tests = files.flatMap(SlowestTests::read)
                    .sorted(Comparator.comparingDouble(Timed::seconds).reversed())
                    .toList();
            if (tests.isEmpty()) {
                return;
            }
            double sum = tests.stream().mapToDouble(Timed::seconds).sum();
            System.out.printf("The slowest of %d tests, which took %.0f s in all:%n", tests.size(), sum);
            tests.stream().limit(SHOWN).forEach(each -> System.out.printf("%7.1f s  %s%n", each.seconds(), each.test()));
        }
    }

    private static boolean isReport(Path path) {
        return path.getFileName().toString().matches("TEST-.*\\.xml");
    }

    private static Stream<Timed> read(Path report) {
        try {
            NodeList cases = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("testcase");
            return IntStream.range(0, cases.getLength())
                    .mapToObj(cases::item)
                    .map(Element.class::cast)
                    .map(test -> new Timed(
                            Double.parseDouble(test.getAttribute("time").replace(",", "")),
                            test.getAttribute("classname").replaceFirst(".*\\.", "") + "." + test.getAttribute("name")))
                    .toList()
                    .stream();
        } catch (SAXException | ParserConfigurationException | IOException e) {
            throw new IllegalStateException("Cannot read the report " + report, e);
        }
    }
}
