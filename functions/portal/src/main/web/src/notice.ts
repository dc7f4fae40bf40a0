// A copy that was opened: what ties it to its reader, and the notice inside.

import type { InboxItem } from "./api";
import { Part } from "./part";
import type { Opened } from "./sealed";

/** What somebody reads: of domestic abuse, a case of online abuse, or social care's answer to one. */
export type Kind = "NOTICE" | "CASE" | "ANSWER";

/** At whose desk it lands: a school's, social care's or an authority's officer's. What is said and asked there differs. */
export type Desk = "SCHOOL" | "CSC" | "LA";

export function deskOf({ unit }: InboxItem): Desk {
  return unit.startsWith("CSC-") ? "CSC" : unit.startsWith("LA-") ? "LA" : "SCHOOL";
}

export type Copy = { kind: Kind; notice: Part; revision: number; openingToken: string; signedAt: Date };

/** The copy, if the signed bytes say that it is this item's and this reader's; undefined if they say another. */
export function noticeOf(opened: Opened, item: InboxItem, reader: string): Copy | undefined {
  const content = new Part(opened.content);
  const binding = content.part("binding");
  const openingToken = binding.text("openingToken");
  const meant =
    binding.text("notification") === item.notification &&
    binding.text("delivery") === item.unit &&
    binding.text("reader") === reader;
  if (!meant || openingToken === undefined) {
    return undefined;
  }
  const notice = content.part("notice");
  return {
    kind: kindOf(notice),
    notice,
    revision: Number(binding.text("revision") ?? "1"),
    openingToken,
    signedAt: opened.signedAt,
  };
}

function kindOf(notice: Part): Kind {
  switch (notice.text("messageType")) {
    case "OCSAE_CSC":
      return "CASE";
    case undefined:
      return "ANSWER";
    default:
      return "NOTICE";
  }
}
