package uk.firstbell.local;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import uk.firstbell.local.SampleAccounts.Account;

/** The page on which somebody chooses whom of the sample borough to be. */
final class SignInPage {
  private SignInPage() {}

  /**
   * @param asked the request for a code, repeated by each choice
   */
  static WebAnswer of(List<Account> accounts, Map<String, String> asked) {
    String groups =
        accounts.stream()
            .collect(
                groupingBy(
                    Account::organisationName,
                    TreeMap::new,
                    mapping(account -> choice(account, asked), joining("\n"))))
            .entrySet()
            .stream()
            .map(group ->
                "<h2>%s</h2>\n<ul>\n%s\n</ul>"
                    .formatted(Html.escaped(group.getKey()), group.getValue()))
            .collect(joining("\n"));
    return Html.page(
        "Sample sign-in", "<p>Everybody here is invented. Whom do you want to be?</p>\n" + groups);
  }

  private static String choice(Account account, Map<String, String> asked) {
    var again = new TreeMap<>(asked);
    again.put("person", account.id());
    return "<li><a href=\"?%s\">%s (%s)</a>%s</li>"
        .formatted(
            Html.escaped(Forms.encoded(again)),
            Html.escaped(account.name()),
            Html.escaped(account.id()),
            account.bound() ? "" : " <span class=\"aside\">not known to Firstbell at first</span>");
  }
}
