import { audit } from './manage/audit';
import { devices } from './manage/devices';
import { people } from './manage/people';
import { keys, kiosks } from './manage/programs';

export const manage = {
  copy: 'Salin',
  copied: 'Tersalin',
  copyFailed: 'Tidak dapat menyalin: tandai teksnya dan salin sendiri.',
  copyOf: (what: string) => `Salin ${what}`,
  understood: 'Sudah saya simpan',
  notDone: 'Belum tersimpan.',
  notAllowed: 'Anda tidak boleh melakukan ini.',
  gone: 'Sudah tidak ada. Muat ulang halaman ini.',
  why: 'Alasan (boleh kosong)',

  people,
  keys,
  kiosks,
  devices,
  audit,
};

export type ManageTexts = typeof manage;
