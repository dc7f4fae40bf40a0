package uk.firstbell.domain.audit;

import java.time.InstantSource;
import java.util.List;
import uk.firstbell.domain.story.Change;
import uk.firstbell.domain.story.PageRelease;
import uk.firstbell.domain.story.Story;
import uk.firstbell.domain.story.Written;

/**
 * Writes each release of the page into the trail before anybody is handed it, so that a page made
 * for one reader alone leaves an entry (design section 4).
 */
public final class PageReleases {
  private static final Actor PORTAL = Actor.gateway("portal");

  private final Story story;
  private final InstantSource time;

  public PageReleases(Story story, InstantSource time) {
    this.story = story;
    this.time = time;
  }

  /**
   * Sees to it that the release has its entry; whether it had none until now. Should the story not
   * answer, its exception is the caller's, who then hands out nothing.
   *
   * @param hash SHA-256, lower-case hex
   */
  public boolean note(String hash) {
    var deed = Deed.of(PORTAL, Action.DISCLOSED, Happening.RELEASE_SERVED).with("release", hash);
    return story.write(time.instant(), List.of(new Change.Create(new PageRelease(hash), deed)))
        instanceof Written.Done;
  }
}
