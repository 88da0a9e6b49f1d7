using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Escalation;

internal sealed class IndonesianWords : Words
{
    public override string NobodyActs => "Belum ada yang menangani alarm ini.";

    public override string Worst => "Yang terpenting:";

    protected override string DecimalMark => ",";

    protected override string ClockFormat => "HH.mm";

    protected override string[] Months { get; } = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];

    protected override string Second => "detik";

    protected override string Minute => "menit";

    protected override string Hour => "jam";

    protected override string Day => "hari";

    public override string In(Text text) => text.Indonesian;

    public override string Priority(Priority priority) => priority switch { Alarms.Priority.High => "tinggi", Alarms.Priority.Medium => "sedang", _ => "rendah" };

    public override string Role(Role role) => role switch
    {
        People.Role.Supervisor => "pengawas",
        People.Role.ShiftLead => "kepala regu",
        People.Role.FacilityHead => "kepala fasilitas",
        People.Role.RegionalOffice => "kantor wilayah",
        People.Role.Maintainer => "teknisi",
        People.Role.QualityReviewer => "peninjau mutu",
        _ => "petugas",
    };

    public override string Place(string place) => $"Tempat: {place}";

    public override string Value(string value, string limit) => limit.Length > 0 ? $"Nilai: {value} (batas {limit})" : $"Nilai: {value}";

    public override string Since(string moment, string span) => $"Sejak: {moment} (sudah {span})";

    public override string Returned(string moment) => $"Kembali normal: {moment}";

    public override string Told(string people) => $"Pesan sudah dikirim kepada: {people}.";

    public override string Missing(string roles) => $"Tidak ada yang dapat dihubungi sebagai: {roles}.";

    public override string Do(string action) => $"Lakukan: {action}";

    public override string Otherwise(string consequence) => $"Jika dibiarkan: {consequence}";

    public override string Within(string span) => $"Tanggapi dalam {span}.";

    public override string Open(string link) => $"Buka dan tangani: {link}";

    public override string Written(string moment) => $"Pesan ini ditulis {moment}.";

    public override string SummarySubject(int count, string facility) => $"{count} alarm menunggu – {facility}";

    public override string SummaryOpening(int count, string facility) =>
        $"Banyak alarm sekaligus: {count} alarm baru di {facility} menunggu ditangani. Agar terbaca, semuanya digabung menjadi satu pesan.";

    public override string SummaryLine(string area, string counts) => $"{area}: {counts}";

    public override string AndMore(int count) => $"… dan {count} lagi.";
}
