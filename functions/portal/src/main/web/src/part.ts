/** A piece of an opened copy. What is not there, or is of another kind, is simply not there. */
export class Part {
  readonly #values: Record<string, unknown>;

  constructor(value: unknown) {
    this.#values = typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#values, name);
  }

  /** A text; a number as its digits. */
  text(name: string): string | undefined {
    const value = this.#own(name);
    return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
  }

  truth(name: string): boolean | undefined {
    const value = this.#own(name);
    return typeof value === "boolean" ? value : undefined;
  }

  moment(name: string): Date | undefined {
    const value = new Date(this.text(name) ?? "");
    return Number.isNaN(value.getTime()) ? undefined : value;
  }

  part(name: string): Part {
    return new Part(this.#own(name));
  }

  parts(name: string): Part[] {
    const value = this.#own(name);
    return Array.isArray(value) ? value.map((each) => new Part(each)) : [];
  }

  texts(name: string): string[] {
    const value = this.#own(name);
    return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
  }

  #own(name: string): unknown {
    return this.has(name) ? this.#values[name] : undefined;
  }
}
