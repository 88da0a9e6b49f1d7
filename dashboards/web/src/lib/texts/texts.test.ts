import { expect, it } from 'vitest';
import { accountTexts } from './account';
import { doorTexts } from './door';
import { en } from './en';
import { id } from './id';
import { manageTexts } from './manage';

function paths(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${path}:${typeof value}:${typeof value === 'function' ? value.length : 0}`];
  return Object.entries(value).flatMap(([key, inner]) => paths(inner, `${path}/${key}`));
}

const all = { first: { id, en }, account: accountTexts, door: doorTexts, manage: manageTexts };

it('Both languages have the same texts, and each takes the same parameters', () => {
  for (const texts of Object.values(all)) expect(paths(texts.en)).toEqual(paths(texts.id));
});

it('No text is empty', () => {
  const empty = (value: unknown): boolean => value === '' || (typeof value === 'object' && value !== null && Object.values(value).some(empty));
  expect(empty(all)).toBe(false);
});
