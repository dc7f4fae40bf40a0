// Times as people say them, always of Europe/London. Names of days and months are ours and not the browser's, because
// not every browser has Welsh ones.

export type Lang = "en" | "cy";

const DAYS: Record<Lang, readonly string[]> = {
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  // Small, because most stand inside a sentence.
  cy: ["dydd Sul", "dydd Llun", "dydd Mawrth", "dydd Mercher", "dydd Iau", "dydd Gwener", "dydd Sadwrn"],
};

const MONTHS: Record<Lang, readonly string[]> = {
  en: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
  cy: ["Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"],
};

const HALVES: Record<Lang, { morning: string; afternoon: string; noon: string; midnight: string }> = {
  en: { morning: "am", afternoon: "pm", noon: "midday", midnight: "midnight" },
  cy: { morning: "yb", afternoon: "yh", noon: "canol dydd", midnight: "hanner nos" },
};

const PARTS = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  hourCycle: "h23",
});

type Wall = { year: number; month: number; day: number; hour: number; minute: number };

function wall(at: Date): Wall {
  const parts = new Map(PARTS.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const of = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  return { year: of("year"), month: of("month"), day: of("day"), hour: of("hour"), minute: of("minute") };
}

/** "6:45am", "9am", "midday". */
export function timeOfDay(at: Date, lang: Lang): string {
  const { hour, minute } = wall(at);
  const words = HALVES[lang];
  if (minute === 0 && hour % 12 === 0) {
    return hour === 0 ? words.midnight : words.noon;
  }
  const clock = String(hour % 12 === 0 ? 12 : hour % 12) + (minute === 0 ? "" : `:${String(minute).padStart(2, "0")}`);
  return clock + (hour < 12 ? words.morning : words.afternoon);
}

/** "Tuesday 5 May", with its year where that is not the year of `now`. */
export function dayOf(at: Date, lang: Lang, now: Date): string {
  const { year, month, day } = wall(at);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const name = `${DAYS[lang][weekday]} ${day} ${MONTHS[lang][month - 1]}`;
  return year === wall(now).year ? name : `${name} ${year}`;
}

/** "Tuesday 5 May, 6:45am". */
export function moment(at: Date, lang: Lang, now: Date): string {
  return `${dayOf(at, lang, now)}, ${timeOfDay(at, lang)}`;
}

/** A day without a time, as `2016-03-08`: "8 March 2016"; as it was given, if that is no day. */
export function date(day: string, lang: Lang): string {
  const read = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const month = MONTHS[lang][Number(read?.[2]) - 1];
  return read === null || month === undefined ? day : `${Number(read[3])} ${month} ${read[1]}`;
}

/** How many birthdays somebody born on `day` has had at `now`; undefined if that is no day. */
export function age(day: string, now: Date): number | undefined {
  const read = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (read === null) {
    return undefined;
  }
  const today = wall(now);
  const passed = today.month > Number(read[2]) || (today.month === Number(read[2]) && today.day >= Number(read[3]));
  return today.year - Number(read[1]) - (passed ? 0 : 1);
}

/** Whole hours and minutes from one moment to a later one; never negative. */
export function between(from: Date, to: Date): { hours: number; minutes: number } {
  const minutes = Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000));
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
