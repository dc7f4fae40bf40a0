import { describe, expect, it } from "vitest";
import { Clock } from "../src/clock";
import { age, between, date, dayOf, moment, timeOfDay } from "../src/time";

const NOW = new Date("2026-05-05T05:50:00Z");

describe("times", () => {
  it("are said as people say them, in London's time", () => {
    expect(moment(new Date("2026-05-05T05:45:00Z"), "en", NOW)).toBe("Tuesday 5 May, 6:45am");
    expect(moment(new Date("2026-05-05T05:45:00Z"), "cy", NOW)).toBe("dydd Mawrth 5 Mai, 6:45yb");
    expect(moment(new Date("2026-12-01T06:45:00Z"), "en", NOW)).toBe("Tuesday 1 December, 6:45am");
  });

  it("name whole hours without minutes, and both twelves by their names", () => {
    expect(timeOfDay(new Date("2026-01-05T09:00:00Z"), "en")).toBe("9am");
    expect(timeOfDay(new Date("2026-01-05T12:00:00Z"), "en")).toBe("midday");
    expect(timeOfDay(new Date("2026-01-05T12:01:00Z"), "en")).toBe("12:01pm");
    expect(timeOfDay(new Date("2026-01-05T00:00:00Z"), "cy")).toBe("hanner nos");
    expect(timeOfDay(new Date("2026-01-05T00:01:00Z"), "cy")).toBe("12:01yb");
  });

  it("keep to the wall on both sides of a change of the clocks", () => {
    expect(timeOfDay(new Date("2026-03-29T00:59:00Z"), "en")).toBe("12:59am");
    expect(timeOfDay(new Date("2026-03-29T01:00:00Z"), "en")).toBe("2am");
  });

  it("tell the year only where it is another", () => {
    expect(dayOf(new Date("2026-12-31T23:59:00Z"), "en", NOW)).toBe("Thursday 31 December");
    expect(dayOf(new Date("2027-01-01T00:00:00Z"), "en", NOW)).toBe("Friday 1 January 2027");
  });

  it("show a day as it was sent if it is none", () => {
    expect(date("2016-03-08", "cy")).toBe("8 Mawrth 2016");
    expect(date("2016-13-08", "cy")).toBe("2016-13-08");
  });

  it("count birthdays by London's day", () => {
    expect(age("2016-05-05", NOW)).toBe(10);
    expect(age("2016-05-06", NOW)).toBe(9);
    expect(age("soon", NOW)).toBeUndefined();
  });

  it("that are over leave nothing", () => {
    expect(between(NOW, new Date("2026-05-05T08:11:59Z"))).toEqual({ hours: 2, minutes: 21 });
    expect(between(NOW, new Date("2026-05-05T05:49:59Z"))).toEqual({ hours: 0, minutes: 0 });
  });
});

describe("the clock", () => {
  it("takes the gateway's time for a machine's that is wrong", () => {
    const clock = new Clock();
    clock.isNow(NOW);
    expect(Math.abs(clock.now().getTime() - NOW.getTime())).toBeLessThan(1000);
  });

  it("leaves a machine that is only a little slow as it is", () => {
    const clock = new Clock();
    clock.isNow(new Date(Date.now() - 60_000));
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(1000);
  });

  it("never says a time before something that happened", () => {
    const clock = new Clock();
    clock.isNow(NOW);
    clock.notBefore(new Date("2026-05-05T07:00:00Z"));
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(Date.parse("2026-05-05T07:00:00Z"));
  });
});
