package uk.firstbell.domain.disclosure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import uk.firstbell.domain.model.CaseReport;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Message;
import uk.firstbell.domain.model.Report;
import uk.firstbell.domain.model.Unit;

/** What a profile lets through of one part of a report. What no cut names does not get through. */
sealed interface Cut {
  /** What decides about a conditional part. */
  record View(Message message, Unit unit, List<Content.Group> children) {
    boolean about(Content part) {
      return children.stream().anyMatch(child -> child.equals(part));
    }

    /** The report of domestic abuse, for the conditions that only its profiles have. */
    Report report() {
      return switch (message) {
        case Report report -> report;
        case CaseReport _ -> throw new IllegalStateException("a condition of another message");
      };
    }
  }

  /** What is left of {@code part}; empty if nothing is. */
  Optional<Content> of(Content part, View view);

  /** A value as it is: text, number or truth. A group or a list never passes whole. */
  record Value() implements Cut {
    @Override
    public Optional<Content> of(Content part, View view) {
      return switch (part) {
        case Content.Text _, Content.Whole _, Content.Truth _ -> Optional.of(part);
        case Content.Group _, Content.Items _, Content.Nothing _ -> Optional.empty();
      };
    }
  }

  /**
   * A group, of which only the named parts may pass, each through its own cut. Where none does, the
   * group does not either: an empty one would still tell that there was something.
   */
  record Parts(Map<String, Cut> named) implements Cut {
    public Parts {
      named = Map.copyOf(named);
    }

    @Override
    public Optional<Content> of(Content part, View view) {
      if (!(part instanceof Content.Group group)) {
        return Optional.empty();
      }
      var left = new TreeMap<String, Content>();
      for (var cut : named.entrySet()) {
        var passed = group.part(cut.getKey()).flatMap(inner -> cut.getValue().of(inner, view));
        passed.ifPresent(what -> left.put(nameLeft(cut.getKey(), cut.getValue()), what));
      }
      return left.isEmpty() ? Optional.empty() : Optional.of(new Content.Group(left));
    }
  }

  /** The name a part passes under: its own, unless its cut says less and so is named otherwise. */
  private static String nameLeft(String name, Cut cut) {
    return cut instanceof Renamed(var as, _) ? as : name;
  }

  /** Another cut, whose result is no longer what the part's name promises. */
  record Renamed(String as, Cut cut) implements Cut {
    @Override
    public Optional<Content> of(Content part, View view) {
      return cut.of(part, view);
    }
  }

  /** A list, each item through the same cut; none of it passes where no item does. */
  record Each(Cut item) implements Cut {
    @Override
    public Optional<Content> of(Content part, View view) {
      if (!(part instanceof Content.Items(var items))) {
        return Optional.empty();
      }
      List<Content> left = items.stream().flatMap(inner -> item.of(inner, view).stream()).toList();
      return left.isEmpty() ? Optional.empty() : Optional.of(new Content.Items(left));
    }
  }

  /** Another cut, where a condition holds of the part and the report. */
  record When(Condition condition, Cut cut) implements Cut {
    @Override
    public Optional<Content> of(Content part, View view) {
      return condition.holds(part, view) ? cut.of(part, view) : Optional.empty();
    }
  }

  /** One cut where a condition holds of the part and the report, and another where it does not. */
  record Either(Condition condition, Cut yes, Cut no) implements Cut {
    @Override
    public Optional<Content> of(Content part, View view) {
      return (condition.holds(part, view) ? yes : no).of(part, view);
    }
  }

  /** Whether there is any of it, said as YES or NO, instead of how much or which. */
  record YesOrNo(List<String> saidOfYes) implements Cut {
    public YesOrNo {
      saidOfYes = List.copyOf(saidOfYes);
    }

    @Override
    public Optional<Content> of(Content part, View view) {
      boolean yes =
          switch (part) {
            case Content.Text(var value) -> saidOfYes.contains(value);
            case Content.Whole(var number) -> number > 0;
            case Content.Truth(var truth) -> truth;
            case Content.Group _, Content.Items _, Content.Nothing _ -> false;
          };
      return Optional.of(new Content.Text(yes ? "YES" : "NO"));
    }
  }

  /** A text's beginning, whole words only, and a sign that there was more. */
  record Precis(int charactersMax) implements Cut {
    @Override
    public Optional<Content> of(Content part, View view) {
      if (!(part instanceof Content.Text(var text))) {
        return Optional.empty();
      }
      if (text.codePointCount(0, text.length()) <= charactersMax) {
        return Optional.of(part);
      }
      String start = text.substring(0, text.offsetByCodePoints(0, charactersMax - 1));
      int lastWord = start.lastIndexOf(' ');
      return Optional.of(
          new Content.Text((lastWord > 0 ? start.substring(0, lastWord) : start) + "…"));
    }
  }

  /** Conditions of domain section 7.2, by the words of its tables. */
  enum Condition {
    /** The notice is about this child. */
    OWN_CHILD {
      @Override
      boolean holds(Content part, View view) {
        return view.about(part);
      }
    },
    /** The entry is this school's own. */
    OWN_ESTABLISHMENT {
      @Override
      boolean holds(Content part, View view) {
        return part instanceof Content.Group place
            && place.text("urn").filter(view.unit().code()::equals).isPresent();
      }
    },
    /** The publisher opted in, and nothing is confidential. */
    ADDRESS_SHARED {
      @Override
      boolean holds(Content part, View view) {
        var location = view.report().incident().content().group("location");
        return !view.report().incident().confidentialLocation()
            && location.filter(place -> place.is("shareAddressWithSchool")).isPresent();
      }
    },
    /** Where the family is, is no secret. */
    NOT_CONFIDENTIAL {
      @Override
      boolean holds(Content part, View view) {
        return !view.report().incident().confidentialLocation();
      }
    },
    /**
     * Where the family is, is no secret, or the authority is the one they all live in: another's
     * would learn where somebody fled to.
     */
    PLACE_TOLD {
      @Override
      boolean holds(Content part, View view) {
        return !view.report().incident().confidentialLocation()
            || view.report().children().stream()
                .allMatch(child ->
                    child.residenceLaCode().filter(view.unit().code()::equals).isPresent());
      }
    },
    /** Where a child stays is no secret: the location is not confidential and it is no refuge. */
    STAY_SHARED {
      @Override
      boolean holds(Content part, View view) {
        return !view.report().incident().confidentialLocation()
            && !part.equals(new Content.Text("REFUGE"));
      }
    },
    /** The publisher lets the school know the victim's name, and says why. */
    VICTIM_NAME_SHARED {
      @Override
      boolean holds(Content part, View view) {
        return part instanceof Content.Group adult
            && adult.text("role").filter("VICTIM"::equals).isPresent()
            && adult.group("shareVictimName").isPresent();
      }
    },
    /** An order or a bail condition says who may collect. */
    ORDER_GIVEN {
      @Override
      boolean holds(Content part, View view) {
        return view.report()
            .content()
            .group("safety")
            .filter(safety -> !safety.items("orders").isEmpty())
            .isPresent();
      }
    };

    abstract boolean holds(Content part, View view);
  }
}
