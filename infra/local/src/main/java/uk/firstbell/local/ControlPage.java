package uk.firstbell.local;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import uk.firstbell.local.SampleAccounts.Account;
import uk.firstbell.testkit.scene.KeptReport;

/** What {@link ControlDesk} shows. */
final class ControlPage {
  private ControlPage() {}

  /**
   * @param last what came of the form that was sent last
   */
  static WebAnswer of(RunningGateway gateway, List<KeptReport> kept, Optional<String> last) {
    return Html.page(
        "The desk of this run",
        """
        %s
        <dl>
        <dt>The clock</dt><dd>%s</dd>
        <dt>The portal</dt><dd>%s</dd>
        <dt>Sample sign-in</dt><dd>%s</dd>
        <dt>HTTP</dt><dd>%s</dd>
        <dt>AWS endpoint</dt><dd>%s</dd>
        </dl>
        <h2>Let time pass</h2>
        <form method="post" action="/time">
        <button name="pass" value="hour">An hour</button>
        <button name="pass" value="alert">To the next mail</button>
        <button name="pass" value="morning">To tomorrow, 8:00am</button>
        </form>
        <h2>Publish a report that is kept</h2>
        <form method="post" action="/publish">
        %s
        </form>
        <h2>Mails sent</h2>
        %s
        <h2>Who can sign in</h2>
        <p>Everybody here is invented. The sign-in page asks for no password.</p>
        <form method="post" action="/role">
        <label for="person">Take the role at the sign-in from somebody, or give it back</label>
        <select id="person" name="person">
        %s
        </select>
        <button>Do so</button>
        </form>
        %s
        """
            .formatted(
                last.map(came -> "<p class=\"came\" role=\"status\">" + Html.escaped(came) + "</p>")
                    .orElse(""),
                Html.escaped(Narrator.said(gateway.clock().instant())),
                link(gateway.portal()),
                Html.escaped(gateway.signIn().uri().toString()),
                Html.escaped(gateway.front().toString()),
                Html.escaped(gateway.endpoint().toString()),
                kept.stream().map(ControlPage::button).collect(joining("\n")),
                mails(gateway.mails()),
                options(gateway.signIn().accounts()),
                accounts(gateway.signIn().accounts())));
  }

  private static String link(URI address) {
    String text = Html.escaped(address.toString());
    return "<a href=\"" + text + "\">" + text + "</a>";
  }

  private static String button(KeptReport report) {
    return "<button name=\"report\" value=\"%s\">%s</button>"
        .formatted(Html.escaped(report.name()), Html.escaped(report.title()));
  }

  private static String mails(List<Mailbox.Mail> mails) {
    if (mails.isEmpty()) {
      return "<p>None so far.</p>";
    }
    // The newest is what somebody looks for.
    return mails.reversed().stream()
        .map(mail ->
            "<tr><td>%s</td><td>%s</td></tr>"
                .formatted(
                    Html.escaped(String.join(", ", mail.to())), Html.escaped(mail.subject())))
        .collect(
            joining(
                "\n",
                "<table><thead><tr><th scope=\"col\">To</th><th scope=\"col\">Subject</th></tr></thead>\n<tbody>\n",
                "\n</tbody></table>"));
  }

  private static String options(List<Account> accounts) {
    return accounts.stream()
        .map(account ->
            "<option value=\"%s\">%s</option>"
                .formatted(Html.escaped(account.id()), Html.escaped(account.name())))
        .collect(joining("\n"));
  }

  private static String accounts(List<Account> accounts) {
    return accounts.stream()
        .collect(
            groupingBy(
                Account::organisationName,
                TreeMap::new,
                mapping(ControlPage::account, joining("\n"))))
        .entrySet()
        .stream()
        .map(group ->
            "<h3>%s</h3>\n<ul>\n%s\n</ul>"
                .formatted(Html.escaped(group.getKey()), group.getValue()))
        .collect(joining("\n"));
  }

  private static String account(Account account) {
    return "<li>%s (%s)%s</li>"
        .formatted(
            Html.escaped(account.name()),
            Html.escaped(account.id()),
            account.bound() ? "" : " <span class=\"aside\">not known to Firstbell at first</span>");
  }
}
