package uk.firstbell.rehearsal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import uk.firstbell.domain.story.Story;

/** A story into which another worker writes just before whoever is about to. */
final class RacedStory implements InvocationHandler {
  private final Story story;
  private int races;
  private Runnable other = () -> {};

  RacedStory(Story story) {
    this.story = story;
  }

  Story asStory() {
    return (Story)
        Proxy.newProxyInstance(Story.class.getClassLoader(), new Class<?>[] {Story.class}, this);
  }

  void beforeWrites(int times, Runnable another) {
    races = times;
    other = another;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("write") && races > 0) {
      int left = races - 1;
      races = 0; // The other worker's own writes are not raced.
      other.run();
      races = left;
    }
    try {
      return method.invoke(story, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
