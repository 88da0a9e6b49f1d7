import { acts } from './id/acts';
import { alarm } from './id/alarm';
import { health } from './id/health';
import { history } from './id/history';
import { plan } from './id/plan';
import { deliveries, journal, story } from './id/records';
import { session } from './id/session';

/** Bahasa Indonesia, the first language of the screen. Its shape is the shape of every language. */
export const id = {
  product: 'Pemantauan',
  overview: 'Ringkasan',
  alarms: 'Alarm',
  otherLanguage: 'English',
  menu: 'Menu utama',
  loading: 'Memuat…',
  unknownPage: 'Halaman tidak ada.',
  unknownArea: 'Area ini tidak ada dalam rencana, atau server belum menjawab.',
  back: 'Kembali',
  close: 'Tutup',
  cancel: 'Batal',
  pageFailed: 'Halaman ini tidak dapat dimuat.',
  reload: 'Muat ulang',

  recordsBehind: 'Buku catatan gagal ditulis: alarm tampil, tetapi belum tersimpan. Beri tahu teknisi.',
  lineLost: (time: string) => `Sambungan putus sejak ${time}. Semua nilai di layar ini LAMA: periksa langsung di tempat.`,
  lineConnecting: 'Menyambung ke server…',

  line: {
    connecting: 'Menyambung',
    live: 'Langsung',
    reconnecting: 'Menyambung ulang',
    lost: (time: string) => `Putus sejak ${time}`,
  },

  sound: {
    on: 'Bunyi hidup',
    muted: 'Bunyi mati',
    blocked: 'Ketuk agar bunyi',
  },

  claim: {
    good: 'Baik',
    uncertain: 'Ragu',
    stale: 'Basi',
    bad: 'Rusak',
    noData: 'Tanpa data',
    old: 'LAMA',
  },
  claimHint: {
    good: 'Nilai terbaru dan dapat dipercaya.',
    uncertain: 'Alat mengukur, tetapi ragu akan nilainya.',
    stale: 'Alat tidak mengirim lagi: nilai ini sudah lewat waktunya.',
    bad: 'Alat tidak dapat mengukur: jangan percaya nilai ini.',
    noData: 'Belum pernah ada nilai.',
    old: 'Sambungan ke server putus: nilai ini belum tentu benar sekarang.',
  },

  state: { open: 'Buka', closed: 'Tutup', inOil: 'Dalam minyak', out: 'Terangkat', on: 'Hidup', off: 'Mati', works: 'Berfungsi', fails: 'Mati' },
  count: '×',

  age: {
    seconds: (n: number) => `${n} dtk lalu`,
    minutes: (n: number) => `${n} mnt lalu`,
    hours: (n: number) => `${n} jam lalu`,
    days: (n: number) => `${n} hari lalu`,
  },
  span: {
    seconds: (n: number) => `${n} dtk`,
    minutes: (n: number) => `${n} mnt`,
    hours: (n: number) => `${n} jam`,
    days: (n: number) => `${n} hari`,
  },

  area: {
    safe: 'Semua aman',
    alarm: (n: number) => `${n} alarm`,
    unacknowledged: 'Sudah normal, belum diketahui',
    doubtful: 'Perlu diperiksa',
    silent: 'Tidak melapor',
    silenced: 'Ada yang didiamkan',
    old: 'Keadaan lama',
    notAcknowledged: (n: number) => `${n} belum ditangani`,
    trusted: (n: number, all: number) => `${n} dari ${all} sinyal dapat dipercaya`,
    lastReport: (age: string) => `Laporan terakhir ${age}`,
    neverReported: 'Belum pernah melapor',
    silentCount: (n: number) => `${n} alarm didiamkan`,
    outOfService: (n: number) => `${n} alat dalam perawatan`,
    phase: 'Area ini',
  },

  system: {
    fine: 'Semua saluran berfungsi',
    unused: 'belum dipakai',
    hint: 'Cara sistem ini memberi tahu orang',
  },

  phase: {
    unknown: 'Tidak diketahui',
    heating: 'Memanaskan',
    idle: 'Siaga',
    frying: 'Menggoreng',
    cooling: 'Mendingin',
    open: 'Buka',
    closed: 'Tutup',
    since: (time: string) => `sejak ${time}`,
    setBy: (name: string, time: string) => `diatur ${name} sampai ${time}`,
  },

  mark: {
    blind: 'Tidak terpantau',
    blindHint: 'Aturan ini tidak dapat dinilai sekarang: nilai yang ditunggunya tidak dapat dipercaya.',
    inapplicable: 'tak berlaku kini',
    inapplicableHint: (when: string) => `Kini tidak berlaku: ${when}.`,
    rules: 'Aturan',
    rule: (name: string) => `Aturan ${name}`,
  },

  priority: { high: 'Tinggi', medium: 'Sedang', low: 'Rendah' },
  limits: 'Batas',
  below: (limit: string) => `di bawah ${limit}`,
  above: (limit: string) => `di atas ${limit}`,
  onlyWhile: 'hanya saat beroperasi',
  onlyWhileIn: (what: string) => `hanya saat ${what}`,

  alarm,
  acts,
  journal,
  story,
  deliveries,
  health,
  history,
  plan,
  session,

  trend: {
    title: 'Satu jam terakhir',
    empty: 'Tidak ada bacaan dalam satu jam terakhir.',
    failed: 'Riwayat tidak dapat dibaca.',
    summary: (low: string, high: string) => `Terendah ${low}, tertinggi ${high}`,
    bad: (n: number) => `${n} bacaan rusak`,
    measuredAt: (time: string) => `Diukur ${time}`,
    open: (name: string) => `Lihat riwayat ${name}`,
  },
};

export type Texts = typeof id;
