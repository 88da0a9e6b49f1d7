/** What a short name is made of: it stands in addresses, topics and records. */
const shortName = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,39}$/;

export const isShortName = (text: string): boolean => shortName.test(text);

/** What is wrong with a pasted certificate; null: nothing that can be seen here. */
export function faultOfPem(text: string): 'missing' | 'private' | null {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return 'private';
  return /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.test(text) ? null : 'missing';
}
