/** The one set of algorithms in the gateway's messages, each as its whole DER encoding in base 16. */

/** id-ct-authEnvelopedData (RFC 5083, section 2). */
export const AUTH_ENVELOPED_DATA = "060b2a864886f70d0109100117";
/** id-signedData (RFC 5652, section 5.1). */
export const SIGNED_DATA = "06092a864886f70d010702";
/** id-data (RFC 5652, section 4). */
export const DATA = "06092a864886f70d010701";
/** id-contentType, id-messageDigest and id-signingTime (RFC 5652, section 11). */
export const CONTENT_TYPE = "06092a864886f70d010903";
export const MESSAGE_DIGEST = "06092a864886f70d010904";
export const SIGNING_TIME = "06092a864886f70d010905";

/** id-aes256-GCM (RFC 5084, section 3.2). */
export const AES256_GCM = "060960864801650304012e";
/** dhSinglePass-stdDH-sha256kdf-scheme with id-aes256-wrap (RFC 5753, section 7.1.4). */
export const ECDH = "301506062b8104010b01300b060960864801650304012d";
/** id-sha256, its parameters absent or, as older writers have it, null (RFC 5754, section 2). */
export const SHA256 = ["300b0609608648016503040201", "300d06096086480165030402010500"];
/** ecdsa-with-SHA256 (RFC 5758, section 3.2). */
export const ECDSA_WITH_SHA256 = "300a06082a8648ce3d040302";
/** id-ecPublicKey, its curve P-256 or left to the reader's own (RFC 5480, section 2.1.1). */
export const P256_KEY = ["301306072a8648ce3d020106082a8648ce3d030107", "300906072a8648ce3d0201"];

/** Extensions of certificates (RFC 5280, section 4.2.1; the usage period: RFC 3280, section 4.2.1.4). */
export const KEY_USAGE = "0603551d0f";
export const EXTENDED_KEY_USAGE = "0603551d25";
export const BASIC_CONSTRAINTS = "0603551d13";
export const PRIVATE_KEY_USAGE_PERIOD = "0603551d10";
/** id-kp-emailProtection, which verifiers of signed mail ask of a signer (RFC 8550, section 4.4.4). */
export const EMAIL_PROTECTION = "06082b06010505070304";
