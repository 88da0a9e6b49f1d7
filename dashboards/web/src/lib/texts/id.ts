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

  withoutSignIn: 'Tanpa masuk (sign-in): hanya dari komputer ini.',
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

  state: { open: 'Buka', closed: 'Tutup', inOil: 'Dalam minyak', out: 'Terangkat', on: 'Hidup', off: 'Mati' },
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
    old: 'Keadaan lama',
    notAcknowledged: (n: number) => `${n} belum ditangani`,
    trusted: (n: number, all: number) => `${n} dari ${all} sinyal dapat dipercaya`,
    lastReport: (age: string) => `Laporan terakhir ${age}`,
    neverReported: 'Belum pernah melapor',
  },

  priority: { high: 'Tinggi', medium: 'Sedang', low: 'Rendah' },
  limits: 'Batas',
  below: (limit: string) => `di bawah ${limit}`,
  above: (limit: string) => `di atas ${limit}`,
  onlyWhile: 'hanya saat beroperasi',

  alarm: {
    none: 'Tidak ada alarm.',
    notKnown: 'Daftar alarm belum diketahui.',
    listIsOld: 'Daftar lama: sambungan putus.',
    now: 'Sekarang',
    journal: 'Buku alarm',
    active: 'Aktif',
    returned: 'Sudah normal',
    since: (time: string, span: string) => `sejak ${time} (${span})`,
    limit: (limit: string) => `batas ${limit}`,
    todo: 'Lakukan',
    consequence: 'Jika dibiarkan',
    respondWithin: (span: string) => `Tanggapi dalam ${span}`,
    respondLeft: (span: string) => `sisa ${span}`,
    respondLate: (span: string) => `terlambat ${span}`,
    acknowledge: 'Saya tangani',
    acknowledgeReturned: 'Sudah saya ketahui',
    inHand: (name: string, time: string) => `Ditangani ${name}, ${time}`,
    announce: (priority: string, message: string) => `Alarm ${priority}: ${message}`,
  },

  acknowledge: {
    title: 'Siapa yang menangani?',
    name: 'Nama',
    note: 'Catatan (boleh kosong)',
    confirm: 'Ya, saya tangani',
    sending: 'Mengirim…',
    nameMissing: 'Tulis nama dahulu.',
    somebodyWasFirst: (name: string, time: string) => `Sudah ditangani oleh ${name}${time === '' ? '' : ` pada ${time}`}.`,
    over: 'Alarm ini sudah selesai.',
    unreachable: 'Belum tersimpan: server tidak terjangkau. Coba lagi.',
    refused: (why: string) => `Ditolak: ${why}`,
  },

  journal: {
    raised: 'Muncul',
    levelChanged: 'Tingkat berubah',
    acknowledged: 'Ditangani',
    returned: 'Normal kembali',
    cleared: 'Selesai',
    empty: 'Buku alarm masih kosong.',
    more: 'Muat yang lebih lama',
    failed: 'Buku alarm tidak dapat dibaca. Coba lagi.',
    retry: 'Coba lagi',
  },

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
