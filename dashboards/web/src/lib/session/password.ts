/** NIST SP 800-63B-4: length counts, composition doesn't. The server knows the list of known passwords and decides. */
export const shortest = 15;
export const longest = 128;

export type PasswordAdvice =
  | { readonly kind: 'empty' | 'repeats' | 'name' | 'long' | 'good' }
  | { readonly kind: 'short'; readonly missing: number };

/** @param names What everybody knows of this person: short name, name. */
export function advise(password: string, names: readonly string[]): PasswordAdvice {
  const characters = [...password];
  if (characters.length === 0) return { kind: 'empty' };
  if (characters.length < shortest) return { kind: 'short', missing: shortest - characters.length };
  if (characters.length > longest) return { kind: 'long' };
  if (new Set(characters).size < 5) return { kind: 'repeats' };
  const plain = password.toLowerCase();
  const known = names.map((name) => name.trim().toLowerCase()).find((name) => name.length >= 3 && plain.includes(name));
  return { kind: known !== undefined && [...plain.replaceAll(known, '')].length < 10 ? 'name' : 'good' };
}
