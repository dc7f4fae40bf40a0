// The passkey: it says that the person is there (WebAuthn, with user verification), and gives the secret that wraps
// the device's key (the PRF extension, WebAuthn Level 3, section 10.1.4). The gateway never sees it: what is proved
// here is proved to this page, which holds what there is to protect.

import { fromBase64Url, random, toBase64Url } from "./bytes";

/** The person closed the browser's window, took too long, or has no such passkey here. */
export class NotThere extends Error {}

/**
 * @property prf 32 secret bytes for `salt`; undefined where the authenticator cannot make any
 */
export type Proof = { credential: string; salt: Uint8Array<ArrayBuffer>; prf: Uint8Array<ArrayBuffer> | undefined };

export class Passkeys {
  async create(label: string): Promise<Proof> {
    const salt = random(32);
    const made = (await attempt(() =>
      navigator.credentials.create({
        publicKey: {
          challenge: random(32),
          rp: { name: "Firstbell" },
          user: { id: random(16), name: label, displayName: label },
          pubKeyCredParams: [
            { type: "public-key", alg: -7 },
            { type: "public-key", alg: -257 },
          ],
          authenticatorSelection: { residentKey: "required", userVerification: "required" },
          extensions: { prf: { eval: { first: salt } } },
        },
      }),
    )) as PublicKeyCredential;
    const said = made.getClientExtensionResults().prf;
    const credential = toBase64Url(new Uint8Array(made.rawId));
    const prf = bytesOf(said?.results?.first);
    if (prf !== undefined || said?.enabled !== true) {
      return { credential, salt, prf };
    }
    // Some authenticators tell the secret only when asked again.
    return this.prove([{ credential, prfSalt: toBase64Url(salt) }]);
  }

  /** Asks for one of those passkeys. If none is named nobody is asked: anybody's in this browser would do. */
  async prove(known: readonly { credential: string; prfSalt?: string }[]): Promise<Proof> {
    if (known.length === 0) {
      throw new NotThere("no passkey is known to be theirs");
    }
    const evalByCredential = Object.fromEntries(
      known.flatMap(({ credential, prfSalt }) => (prfSalt === undefined ? [] : [[credential, { first: fromBase64Url(prfSalt) }]])),
    );
    const shown = (await attempt(() =>
      navigator.credentials.get({
        publicKey: {
          challenge: random(32),
          userVerification: "required",
          allowCredentials: known.map(({ credential }) => ({ type: "public-key" as const, id: fromBase64Url(credential) })),
          ...(Object.keys(evalByCredential).length === 0 ? {} : { extensions: { prf: { evalByCredential } } }),
        },
      }),
    )) as PublicKeyCredential;
    if (!verified(shown)) {
      throw new NotThere("the authenticator did not verify the person");
    }
    const credential = toBase64Url(new Uint8Array(shown.rawId));
    const salt = known.find((it) => it.credential === credential)?.prfSalt ?? "";
    return { credential, salt: fromBase64Url(salt), prf: bytesOf(shown.getClientExtensionResults().prf?.results?.first) };
  }
}

/** The flag UV of the authenticator data (WebAuthn, section 6.1): bit 2 of the byte after the relying party's hash. */
function verified(shown: PublicKeyCredential): boolean {
  const data = new Uint8Array((shown.response as AuthenticatorAssertionResponse).authenticatorData);
  return ((data[32] ?? 0) & 0x04) !== 0;
}

async function attempt(ask: () => Promise<Credential | null>): Promise<Credential> {
  let given: Credential | null;
  try {
    given = await ask();
  } catch (failed) {
    throw new NotThere("no passkey was used", { cause: failed });
  }
  if (given === null) {
    throw new NotThere("no passkey was used");
  }
  return given;
}

function bytesOf(source: BufferSource | undefined): Uint8Array<ArrayBuffer> | undefined {
  if (source === undefined) {
    return undefined;
  }
  return source instanceof ArrayBuffer
    ? new Uint8Array(source)
    : Uint8Array.from(new Uint8Array(source.buffer, source.byteOffset, source.byteLength));
}
