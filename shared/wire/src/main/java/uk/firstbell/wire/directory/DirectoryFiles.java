package uk.firstbell.wire.directory;

import java.nio.file.Path;
import java.util.Map;
import uk.firstbell.domain.calendar.SchoolCalendar;
import uk.firstbell.domain.directory.DirectoryBook;
import uk.firstbell.domain.model.Unit;

/**
 * Reads a whole directory from a folder of files: {@code forces.json}, {@code
 * local-authorities.json}, {@code schools.json}, {@code bank-holidays.json}, {@code
 * calendars.json}, {@code issuers.json}, {@code people.json}, and the PEM files these name. What
 * each holds is told beside the sample, in {@code events/samples/borough/README.md}. Private keys
 * are never read.
 */
public final class DirectoryFiles {
  private DirectoryFiles() {}

  /**
   * Reads {@code folder}.
   *
   * @param issuers where the issuers that the files call by name are to be found in this run
   * @throws BadDirectoryException if anything in the files is missing, unknown, misshapen, listed
   *     twice or leads nowhere; it names everything wrong at once, without a value from the files
   * @throws java.io.UncheckedIOException if a file that is there cannot be read
   */
  public static DirectoryBook read(Path folder, Map<String, IssuerEndpoint> issuers)
      throws BadDirectoryException {
    var faults = new Faults();
    var pages = new Pages(folder, faults);
    Organisations organisations = Organisations.read(pages);
    Map<Unit, SchoolCalendar> calendars = Calendars.read(pages, organisations);
    People people = People.read(pages, organisations, issuers);
    faults.throwIfAny();
    return new DirectoryBook(
        organisations.forces(),
        organisations.senderKeys(),
        organisations.localAuthorities(),
        organisations.schools(),
        calendars,
        people.people(),
        people.certificates(),
        people.issuers(),
        people.signIns());
  }
}
